package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.Comparator;

/**
 * The leading keys of one task: from {@code from}, included, to {@code to}, not included. A null is
 * an open end.
 */
record TaskRange(Object from, Object to) implements Serializable {
  static final TaskRange ALL = new TaskRange(null, null);

  boolean beginsAfter(Object value, Comparator<Object> order) {
    return from != null && order.compare(value, from) < 0;
  }

  boolean endsBefore(Object value, Comparator<Object> order) {
    return to != null && order.compare(value, to) >= 0;
  }

  boolean overlaps(LeadingRange keys, Comparator<Object> order) {
    boolean isBehind = keys.max() != null && from != null && order.compare(keys.max(), from) < 0;
    boolean isBefore = keys.min() != null && to != null && order.compare(keys.min(), to) >= 0;
    return !isBehind && !isBefore;
  }

  /** The same keys, and one more where the range has an end. */
  LeadingRange closed() {
    return new LeadingRange(from, to);
  }
}
