package dev.tributary.cli.violations.simulators;

/** Stands for a class of the module. */
public record Fixture() {}
