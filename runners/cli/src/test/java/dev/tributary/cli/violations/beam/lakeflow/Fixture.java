package dev.tributary.cli.violations.beam.lakeflow;

/** Stands for a class of the module. */
public record Fixture() {}
