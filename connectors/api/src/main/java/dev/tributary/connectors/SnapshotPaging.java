package dev.tributary.connectors;

/** Whether a listing that goes on while its rows change is sure to show every row that stays. */
public enum SnapshotPaging {
  /** Pages go by a key that does not change, or one page holds all: no row can be skipped. */
  KEYSET,
  /**
   * Pages are counted, or go by what changes: a row may move to where the reader has been already.
   * What one listing lacks is looked for in a second one before it counts as deleted.
   */
  SHIFTING
}
