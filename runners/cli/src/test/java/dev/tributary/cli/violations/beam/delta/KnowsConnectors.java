package dev.tributary.cli.violations.beam.delta;

import dev.tributary.cli.violations.connectors.schema.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsConnectors(Fixture it) {}
