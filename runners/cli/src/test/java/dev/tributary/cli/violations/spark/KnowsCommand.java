package dev.tributary.cli.violations.spark;

import dev.tributary.cli.violations.cli.Fixture;

/** Knows what it may: the architecture test must not name it. */
public record KnowsCommand(Fixture it) {}
