package dev.tributary.cli.violations.connectors.http;

import dev.tributary.cli.violations.connectors.example.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsSource(Fixture it) {}
