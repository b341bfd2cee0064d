package dev.tributary.cli.violations.connectors.contract;

import dev.tributary.cli.violations.pipelines.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsPipelines(Fixture it) {}
