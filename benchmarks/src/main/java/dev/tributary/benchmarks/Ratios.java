package dev.tributary.benchmarks;

import java.util.function.DoubleUnaryOperator;

/**
 * What goals speak of. Null where there is nothing to compare.
 *
 * @param tributary of Tributary on DirectRunner
 * @param spark the same on SparkRunner
 */
record Ratios(Double tributary, Double spark) {
  static final Ratios NONE = new Ratios(null, null);

  /** How many times as fast as the peer. */
  static Ratios faster(Times times) {
    return of(times, ours -> times.peer() / ours);
  }

  /** How many times as long as what stands in the peer's place. */
  static Ratios slower(Times times) {
    return of(times, ours -> ours / times.peer());
  }

  /** Which part of the plain loop's speed. */
  static Ratios ofLimit(Times times) {
    return of(times, ours -> times.limit() / ours);
  }

  private static Ratios of(Times times, DoubleUnaryOperator ratio) {
    return new Ratios(
        ratio.applyAsDouble(times.tributary()),
        times.spark() == null ? null : ratio.applyAsDouble(times.spark()));
  }
}
