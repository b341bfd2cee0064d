package dev.tributary.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How long each step of each run took. */
final class Laps {
  private static final double NANOS = 1e9;

  private final List<List<Double>> runs = new ArrayList<>();

  /** Takes the steps of a run, one after the other. */
  <T> void run(List<T> steps, Consumer<T> step) {
    List<Double> seconds = new ArrayList<>();
    for (T each : steps) {
      long start = System.nanoTime();
      step.accept(each);
      seconds.add((System.nanoTime() - start) / NANOS);
    }
    runs.add(seconds);
  }

  /**
   * The median of a step, in seconds.
   *
   * @param step from 0
   * @param counted how many runs count, of the last ones
   */
  double median(int step, int counted) {
    return Rounds.median(
        runs.subList(runs.size() - counted, runs.size()).stream()
            .map(seconds -> seconds.get(step))
            .toList());
  }
}
