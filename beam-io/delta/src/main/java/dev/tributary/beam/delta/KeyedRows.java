package dev.tributary.beam.delta;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gives the rows of one key after the other, for keys that are asked for in their order. */
final class KeyedRows implements Closeable {
  private final TableShape shape;
  private final SortedRows rows;
  private final boolean isShort;

  /**
   * Rows to be asked for.
   *
   * @param isShort whether they are short ones
   */
  KeyedRows(TableShape shape, SortedRows rows, boolean isShort) {
    this.shape = shape;
    this.rows = rows;
    this.isShort = isShort;
  }

  /** Several sources as one; of one key the rows of earlier sources come first. */
  static KeyedRows merge(TableShape shape, List<SortedRows> sources, boolean isShort) {
    return new KeyedRows(
        shape, SortedRows.merge(sources, shape.keys().rows(shape.keyIndexes(isShort))), isShort);
  }

  /** The rows of a change's key; those of lesser keys are passed over. */
  List<Object[]> take(Change change) throws IOException {
    List<Object[]> taken = new ArrayList<>();
    for (Object[] row = rows.peek(); row != null; row = rows.peek()) {
      int order =
          shape
              .keys()
              .compare(row, shape.keyIndexes(isShort), change.row(), change.keyIndexes(shape));
      if (order > 0) {
        break;
      }
      if (order == 0) {
        taken.add(row);
      }
      rows.advance();
    }
    return taken;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
