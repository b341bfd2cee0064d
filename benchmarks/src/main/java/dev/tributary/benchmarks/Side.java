package dev.tributary.benchmarks;

/** One of those that do the same work in turns. */
interface Side {
  /** Makes what the work begins with; nobody looks at the clock. */
  void prepare();

  /** Does the work. */
  void run();
}
