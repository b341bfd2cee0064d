package dev.tributary.spec;

/** How the changes of a source become rows of a table. */
public enum ScdType {
  /** One row a key, with its latest values. */
  SCD_TYPE_1,
  /** Every record is a row. */
  APPEND_ONLY
}
