package dev.tributary.cli.violations.beam.delta;

/** Stands for a class of the module. */
public record Fixture() {}
