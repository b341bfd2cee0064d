package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A range of values of the leading key column, both ends included. A null end is open: files
 * without statistics may hold any key.
 */
record LeadingRange(Object min, Object max) implements Serializable {
  static final LeadingRange ALL = new LeadingRange(null, null);

  boolean contains(Object value, Comparator<Object> order) {
    return (min == null || order.compare(value, min) >= 0)
        && (max == null || order.compare(value, max) <= 0);
  }

  boolean overlaps(LeadingRange other, Comparator<Object> order) {
    return !endsBefore(other, order) && !other.endsBefore(this, order);
  }

  boolean endsBefore(LeadingRange other, Comparator<Object> order) {
    return max != null && other.min != null && order.compare(max, other.min) < 0;
  }

  LeadingRange union(LeadingRange other, Comparator<Object> order) {
    Object low =
        min == null || other.min == null
            ? null
            : order.compare(min, other.min) <= 0 ? min : other.min;
    Object high =
        max == null || other.max == null
            ? null
            : order.compare(max, other.max) >= 0 ? max : other.max;
    return new LeadingRange(low, high);
  }

  /** Orders ranges by where they begin. */
  static Comparator<LeadingRange> byStart(Comparator<Object> order) {
    return Comparator.comparing(LeadingRange::min, Comparator.nullsFirst(order));
  }
}
