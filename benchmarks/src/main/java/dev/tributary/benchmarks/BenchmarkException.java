package dev.tributary.benchmarks;

/** A benchmark that means nothing: a side failed, or two sides did not end in the same table. */
final class BenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BenchmarkException(String message) {
    super(message);
  }
}
