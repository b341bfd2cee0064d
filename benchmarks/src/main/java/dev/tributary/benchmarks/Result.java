package dev.tributary.benchmarks;

import dev.tributary.beam.delta.EpochReport.Figures;

/**
 * A line of the results.
 *
 * @param work what was measured
 * @param seconds medians
 * @param ratios as the goal wants them
 * @param goal of Tributary on DirectRunner; null where there is none
 * @param peaks the most memory, of processes
 * @param figures files and bytes of Tributary's last round on DirectRunner; null of a process
 */
record Result(String work, Times seconds, Ratios ratios, Goal goal, Peaks peaks, Figures figures) {

  /** Of sides in this process. */
  static Result warm(String work, Times seconds, Ratios ratios, Goal goal, Figures figures) {
    return new Result(work, seconds, ratios, goal, Peaks.NONE, figures);
  }

  /** Of processes. */
  static Result cold(String work, Times seconds, Ratios ratios, Goal goal, Peaks peaks) {
    return new Result(work, seconds, ratios, goal, peaks, null);
  }
}
