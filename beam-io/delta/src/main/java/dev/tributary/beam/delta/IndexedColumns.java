package dev.tributary.beam.delta;

import io.delta.standalone.types.DataType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The columns of which a file's statistics in the Delta log tell something, in schema order. */
record IndexedColumns(List<Leaf> leaves, List<Repeated> repeated) {

  /**
   * @param ordinal its place among the columns of the Parquet file
   */
  record Leaf(List<String> path, int ordinal, DataType type) {}

  /** An array or map, whose nulls its encoder counts. */
  record Repeated(List<String> path, Encoder.Repeated encoder) {}

  static final class Builder {
    private final int limit;
    private final Set<String> always;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Repeated> repeated = new ArrayList<>();
    private int seen;

    Builder(int limit, Set<String> always) {
      this.limit = limit;
      this.always = always;
    }

    void enter(String field) {
      path.addLast(field);
    }

    void leave() {
      path.removeLast();
    }

    void addLeaf(int ordinal, DataType type) {
      if (wanted()) {
        leaves.add(new Leaf(List.copyOf(path), ordinal, type));
      }
    }

    void addRepeated(Encoder.Repeated encoder) {
      if (wanted()) {
        repeated.add(new Repeated(List.copyOf(path), encoder));
      }
    }

    IndexedColumns build() {
      return new IndexedColumns(List.copyOf(leaves), List.copyOf(repeated));
    }

    private boolean wanted() {
      return seen++ < limit || always.contains(path.getFirst());
    }
  }
}
