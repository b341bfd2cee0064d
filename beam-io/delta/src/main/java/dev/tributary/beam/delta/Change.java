package dev.tributary.beam.delta;

/**
 * A change on its way into the table.
 *
 * @param row a whole row, or a short one where the change is a delete read back from a file
 * @param isShort which of the two it is
 * @param isDelete whether the row goes
 * @param rank the place in the read; of equal sequences the greater rank wins
 */
@SuppressWarnings("ArrayRecordComponent") // changes are never compared as a whole
record Change(Object[] row, boolean isShort, boolean isDelete, long rank) {

  int[] keyIndexes(TableShape shape) {
    return shape.keyIndexes(isShort);
  }

  int[] sequenceIndexes(TableShape shape) {
    return shape.sequenceIndexes(isShort);
  }
}
