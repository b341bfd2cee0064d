package dev.tributary.cli.violations.pipelines;

import dev.tributary.cli.violations.cli.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsCommand(Fixture it) {}
