package dev.tributary.benchmarks;

/**
 * What sides took, in seconds. Null where there is no such side.
 *
 * @param tributary Tributary on DirectRunner
 * @param spark Tributary on SparkRunner
 * @param peer what they are compared with
 * @param limit the plain loop
 */
record Times(double tributary, Double spark, Double peer, Double limit) {}
