package dev.tributary.connectors;

/** What a record says about its key. */
public enum ChangeKind {
  /** The row exists and looks like this. */
  UPSERT,
  /** The row is gone; the record needs no more than key and cursor. */
  DELETE
}
