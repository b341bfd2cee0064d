package dev.tributary.cli.violations.connectors.github;

import dev.tributary.cli.violations.connectors.schema.Fixture;

/** Knows what it may: the architecture test must not name it. */
public record KnowsConnectors(Fixture it) {}
