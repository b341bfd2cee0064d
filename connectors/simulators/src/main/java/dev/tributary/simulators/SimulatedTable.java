package dev.tributary.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * A table of a simulator as a test changes it, behind the API's back. What a source cannot do, its
 * simulator need not: the methods with a body here are asked for only where a test says that the
 * source can. All are called while no request is being answered.
 */
public interface SimulatedTable {

  /**
   * The rows that there are now, as complete reads must end up with them: members named as the
   * connector's columns, keys and cursor among them, and as many others as the simulator knows.
   */
  List<ObjectNode> rows();

  /**
   * Inserts a row.
   *
   * @param time when it was inserted, which need not be now: sources have rows from the future, and
   *     such as come late
   * @return what names the row in the other methods
   */
  String insert(Instant time);

  /** Changes a row, which then differs from what it was whatever the time. */
  default void update(String id, Instant time) {
    throw new UnsupportedOperationException("rows of this table never change");
  }

  /** Deletes a row. */
  default void delete(String id, Instant time) {
    throw new UnsupportedOperationException("rows of this table are never deleted");
  }

  /** Inserts a row again that was deleted, with its key. */
  default void restore(String id, Instant time) {
    throw new UnsupportedOperationException("deleted rows of this table never come back");
  }
}
