package dev.tributary.cli.violations.pipelines;

/** Stands for a class of the module. */
public record Fixture() {}
