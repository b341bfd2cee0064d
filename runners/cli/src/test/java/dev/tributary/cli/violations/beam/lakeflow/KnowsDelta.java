package dev.tributary.cli.violations.beam.lakeflow;

import dev.tributary.cli.violations.beam.delta.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsDelta(Fixture it) {}
