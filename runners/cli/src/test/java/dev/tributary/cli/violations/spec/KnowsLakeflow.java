package dev.tributary.cli.violations.spec;

import dev.tributary.cli.violations.beam.lakeflow.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsLakeflow(Fixture it) {}
