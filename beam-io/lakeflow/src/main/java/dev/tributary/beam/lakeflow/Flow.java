package dev.tributary.beam.lakeflow;

/** Which of a table's two reads a span belongs to. Each has offsets of its own. */
public enum Flow {
  /** {@code readTable} or {@code readPartition}. */
  CHANGES,
  /** {@code readTableDeletes}. */
  DELETES
}
