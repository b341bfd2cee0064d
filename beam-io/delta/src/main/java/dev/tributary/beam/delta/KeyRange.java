package dev.tributary.beam.delta;

/**
 * Values of a top-level column that a reader looks for, both ends inclusive, in the representation
 * of rows.
 *
 * @param min null for no lower end
 * @param max null for no upper end
 */
record KeyRange(String column, Object min, Object max) {
  KeyRange {
    if (column.isEmpty()) {
      throw new IllegalArgumentException("Invalid key range: the column has no name");
    }
  }
}
