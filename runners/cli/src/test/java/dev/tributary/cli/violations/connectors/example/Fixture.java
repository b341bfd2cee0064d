package dev.tributary.cli.violations.connectors.example;

/** Stands for a class of the module. */
public record Fixture() {}
