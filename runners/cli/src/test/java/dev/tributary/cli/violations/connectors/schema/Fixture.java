package dev.tributary.cli.violations.connectors.schema;

/** Stands for a class of the module. */
public record Fixture() {}
