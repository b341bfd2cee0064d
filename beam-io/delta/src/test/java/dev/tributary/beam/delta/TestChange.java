package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.Arrays;

/** A change as the sources of tests give it. */
record TestChange(Object[] row, boolean isDelete) implements Serializable {

  static TestChange upsert(Object... row) {
    return new TestChange(row, false);
  }

  static TestChange delete(Object... row) {
    return new TestChange(row, true);
  }

  /** Not a change, but a record that is rejected. */
  static TestChange rejected(RejectedRecord record) {
    return new TestChange(new Object[] {record}, false);
  }

  @Override
  public String toString() {
    return (isDelete ? "delete" : "upsert") + RowAssert.show(Arrays.asList(row));
  }
}
