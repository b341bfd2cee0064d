package dev.tributary.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures sides in turns: what slows the machine for a while slows all of them. */
final class Rounds {
  private static final double NANOS = 1e9;

  private final int warmUps;
  private final int rounds;
  private final PrintWriter progress;

  /**
   * Rounds of every work.
   *
   * @param warmUps rounds that do not count
   * @param rounds rounds that do, at least one
   */
  Rounds(int warmUps, int rounds, PrintWriter progress) {
    this.warmUps = warmUps;
    this.rounds = rounds;
    this.progress = progress;
  }

  /** How many rounds count. */
  int counted() {
    return rounds;
  }

  /**
   * Runs all sides, each round in another order.
   *
   * @param check called after each round; throws if the sides did not end in the same table
   * @return the median of each side, in seconds
   */
  List<Double> measure(String work, List<? extends Side> sides, Runnable check) {
    return measure(work, sides, check, warmUps);
  }

  /** As {@link #measure}, of processes, which begin cold each. */
  List<Double> measureCold(String work, List<? extends Side> sides, Runnable check) {
    return measure(work, sides, check, 0);
  }

  private List<Double> measure(
      String work, List<? extends Side> sides, Runnable check, int uncounted) {
    List<List<Double>> times = new ArrayList<>();
    sides.forEach(side -> times.add(new ArrayList<>()));
    try {
      for (int round = 0; round < uncounted + rounds; round++) {
        for (int turn = 0; turn < sides.size(); turn++) {
          int side = (turn + round) % sides.size();
          double seconds = time(sides.get(side));
          if (round >= uncounted) {
            times.get(side).add(seconds);
          }
        }
        check.run();
        progress.printf("%s: round %d of %d%n", work, round + 1, uncounted + rounds);
        progress.flush();
      }
    } finally {
      sides.forEach(Side::discard);
    }
    return times.stream().map(Rounds::median).toList();
  }

  private static double time(Side side) {
    side.prepare();
    // What one side leaves behind is not collected at the cost of the next.
    System.gc();
    long start = System.nanoTime();
    side.run();
    return (System.nanoTime() - start) / NANOS;
  }

  static double median(List<Double> times) {
    List<Double> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
