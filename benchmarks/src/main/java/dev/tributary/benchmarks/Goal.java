package dev.tributary.benchmarks;

/** What a work is to reach. */
sealed interface Goal {
  /** Whether a ratio is as it is to be. */
  boolean isReached(Double ratio);

  /** A ratio that is good if it is large. */
  record AtLeast(double value) implements Goal {
    @Override
    public boolean isReached(Double ratio) {
      return ratio >= value;
    }

    @Override
    public String toString() {
      return ">= " + value;
    }
  }

  /** A ratio that is good if it is small. */
  record AtMost(double value) implements Goal {
    @Override
    public boolean isReached(Double ratio) {
      return ratio <= value;
    }

    @Override
    public String toString() {
      return "<= " + value;
    }
  }

  /** To come to the end with the right rows: a work that does not has no result. */
  record Completes() implements Goal {
    @Override
    public boolean isReached(Double ratio) {
      return true;
    }

    @Override
    public String toString() {
      return "completes";
    }
  }

  static Goal atLeast(double value) {
    return new AtLeast(value);
  }

  static Goal atMost(double value) {
    return new AtMost(value);
  }

  static Goal completes() {
    return new Completes();
  }
}
