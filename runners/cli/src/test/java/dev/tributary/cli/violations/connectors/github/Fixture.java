package dev.tributary.cli.violations.connectors.github;

/** Stands for a class of the module. */
public record Fixture() {}
