package dev.tributary.cli.violations.cli;

/** Stands for a class of the module. */
public record Fixture() {}
