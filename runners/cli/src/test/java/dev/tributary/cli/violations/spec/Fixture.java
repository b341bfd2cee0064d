package dev.tributary.cli.violations.spec;

/** Stands for a class of the module. */
public record Fixture() {}
