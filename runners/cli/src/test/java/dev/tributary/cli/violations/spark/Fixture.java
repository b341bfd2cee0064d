package dev.tributary.cli.violations.spark;

/** Stands for a class of the module. */
public record Fixture() {}
