package dev.tributary.benchmarks;

import dev.tributary.beam.delta.EpochReport.Figures;

/**
 * A line of the results. Times are medians, in seconds.
 *
 * @param work what was measured
 * @param tributarySeconds what Tributary took
 * @param peerSeconds what it is compared with took; null if with nothing
 * @param limitSeconds what the plain loop took; null where there is none
 * @param ratio as the goal wants it; null where there is nothing to compare
 * @param goal null where there is none
 * @param figures files and bytes of Tributary's last round; null of a process of its own
 */
record Result(
    String work,
    double tributarySeconds,
    Double peerSeconds,
    Double limitSeconds,
    Double ratio,
    Goal goal,
    Figures figures) {

  /** Compared with a peer, whose time the ratio is a multiple of ours. */
  static Result faster(String work, double seconds, double peer, Goal goal, Figures figures) {
    return new Result(work, seconds, peer, null, peer / seconds, goal, figures);
  }

  /** Compared with a work of our own, of whose time ours is the ratio. */
  static Result slower(String work, double seconds, double other, Goal goal, Figures figures) {
    return new Result(work, seconds, other, null, seconds / other, goal, figures);
  }
}
