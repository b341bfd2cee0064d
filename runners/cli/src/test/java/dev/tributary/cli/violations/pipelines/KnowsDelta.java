package dev.tributary.cli.violations.pipelines;

import dev.tributary.cli.violations.beam.delta.Fixture;

/** Knows what it may: the architecture test must not name it. */
public record KnowsDelta(Fixture it) {}
