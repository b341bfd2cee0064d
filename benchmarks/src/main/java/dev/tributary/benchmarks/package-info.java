/**
 * Measures whole jobs side by side in one process and one run: Tributary, delta-spark, and a plain
 * loop as the limit.
 */
package dev.tributary.benchmarks;
