package dev.tributary.spec;

/** What a delete in the source does to the row. */
public enum Deletes {
  /** The row goes. */
  APPLY,
  /** The row stays and is marked as deleted, in a column of its own. */
  MARK,
  /** The row stays as it is. */
  IGNORE
}
