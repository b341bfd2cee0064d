package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The columns of a table with history whose change begins a new version of a row. Keys and sequence
 * are none unless they are named.
 *
 * @param rule how {@code columns} are meant
 * @param columns names of columns
 */
public record TrackedColumns(Rule rule, List<String> columns) implements Serializable {

  /** How a list of columns is meant. */
  public enum Rule {
    /** These and no others. */
    ONLY,
    /** All columns but these, those that the source gets later included. */
    EXCEPT
  }

  public TrackedColumns {
    Objects.requireNonNull(rule, "rule");
    columns = List.copyOf(columns);
    if (rule == Rule.ONLY && columns.isEmpty()) {
      throw new IllegalArgumentException("Invalid tracked columns: there are none");
    }
  }

  /** All columns but keys and sequence. */
  public static TrackedColumns all() {
    return new TrackedColumns(Rule.EXCEPT, List.of());
  }

  public static TrackedColumns only(List<String> columns) {
    return new TrackedColumns(Rule.ONLY, columns);
  }

  /** All columns but keys, sequence and these. */
  public static TrackedColumns except(List<String> columns) {
    return new TrackedColumns(Rule.EXCEPT, columns);
  }

  /** Of all columns of a table those that are tracked. */
  List<String> of(List<String> all, List<String> keys, List<String> sequence) {
    if (rule == Rule.ONLY) {
      return columns;
    }
    List<String> tracked = new ArrayList<>(all);
    tracked.removeAll(keys);
    tracked.removeAll(sequence);
    tracked.removeAll(columns);
    return tracked;
  }

  @Override
  public String toString() {
    if (rule == Rule.ONLY) {
      return "only " + columns;
    }
    return columns.isEmpty() ? "all" : "all except " + columns;
  }
}
