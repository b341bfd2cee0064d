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

  @Override
  public String toString() {
    return (isDelete ? "delete" : "upsert") + RowAssert.show(Arrays.asList(row));
  }
}
