package dev.tributary.spec;

/** How the changes of a source become rows of a table. */
public enum ScdType {
  /** One row a key, with its latest values. */
  SCD_TYPE_1,
  /** Every version of a key's row, with the time from which and until which it was valid. */
  SCD_TYPE_2,
  /** Every record is a row. */
  APPEND_ONLY
}
