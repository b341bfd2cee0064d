package dev.tributary.benchmarks;

/**
 * The most memory that processes had, in bytes. Null where there is no such process, or the system
 * does not tell.
 */
record Peaks(Long tributary, Long spark, Long peer) {
  /** Of sides that share this process. */
  static final Peaks NONE = new Peaks(null, null, null);
}
