package dev.tributary.cli.violations.cli;

import dev.tributary.cli.violations.spark.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsSpark(Fixture it) {}
