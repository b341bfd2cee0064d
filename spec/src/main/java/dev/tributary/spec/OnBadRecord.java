package dev.tributary.spec;

/** What becomes of a record that does not fit its table. */
public enum OnBadRecord {
  /** The table fails, and nothing of the epoch is committed. */
  FAIL,
  /** The record is set aside, in the table of rejected records, and the others are loaded. */
  QUARANTINE
}
