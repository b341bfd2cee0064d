package dev.tributary.beam.delta;

import java.io.IOException;

/**
 * Rows of a sorted file of the table. Where a row group begins, somebody else may take all of it,
 * and its rows never come up.
 */
final class TargetRows implements SortedRows {
  private final RowGroups rowGroups;
  private final Taker taker;
  private Object[] next;
  private int nextRowGroup;
  private long left;

  private TargetRows(RowGroups rowGroups, Taker taker) {
    this.rowGroups = rowGroups;
    this.taker = taker;
  }

  /** Takes whole row groups. */
  @FunctionalInterface
  interface Taker {
    /** Takes the row group, by {@link RowGroups#copy}, or says that it does not. */
    boolean take(RowGroups rowGroups, int ordinal) throws IOException;
  }

  static TargetRows of(RowGroups rowGroups, Taker taker) throws IOException {
    var rows = new TargetRows(rowGroups, taker);
    try {
      rows.advance();
    } catch (IOException | RuntimeException e) {
      rowGroups.close();
      throw e;
    }
    return rows;
  }

  @Override
  public Object[] peek() {
    return next;
  }

  @Override
  public void advance() throws IOException {
    while (left == 0 && nextRowGroup < rowGroups.count()) {
      int ordinal = nextRowGroup++;
      if (!taker.take(rowGroups, ordinal)) {
        left = rowGroups.rows(ordinal);
      }
    }
    next = left == 0 ? null : rowGroups.next();
    left = Math.max(0, left - 1);
  }

  @Override
  public void close() throws IOException {
    rowGroups.close();
  }
}
