package dev.tributary.beam.delta;

import java.util.Comparator;
import java.util.List;

/** Counts what a snapshot says of a key that it names more than once. */
final class Duplicates {
  private Duplicates() {}

  /**
   * How many rows give way to another one of their key that was read later and has other values;
   * none unless the rows are a snapshot.
   *
   * @param changes in the order of their keys, those of a key in the order in which they were read
   */
  static long count(
      List<Change> changes, Comparator<Object[]> byKey, TableShape shape, WriteMode mode) {
    if (!mode.isSnapshot()) {
      return 0;
    }
    Values.Equality equality = shape.rowEquality();
    long count = 0;
    for (int i = 1; i < changes.size(); i++) {
      Object[] earlier = changes.get(i - 1).row();
      Object[] later = changes.get(i).row();
      if (byKey.compare(earlier, later) == 0 && !equality.equal(earlier, later)) {
        count++;
      }
    }
    return count;
  }
}
