package dev.tributary.benchmarks;

/** What a ratio is to be. */
record Goal(Bound bound, double value) {
  /** On which side of the value a ratio is good. */
  enum Bound {
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  static Goal atLeast(double value) {
    return new Goal(Bound.AT_LEAST, value);
  }

  static Goal atMost(double value) {
    return new Goal(Bound.AT_MOST, value);
  }

  boolean isReached(double ratio) {
    return switch (bound) {
      case AT_LEAST -> ratio >= value;
      case AT_MOST -> ratio <= value;
    };
  }

  @Override
  public String toString() {
    return bound.sign + " " + value;
  }
}
