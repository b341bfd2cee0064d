package dev.tributary.connectors;

/** How a table's reads relate to the rows of the source. */
public enum IngestionType {
  /** Every read returns all rows. */
  SNAPSHOT,
  /** A read returns the rows that changed since its start offset. */
  CDC,
  /** As {@link #CDC}, and rows that were deleted are read too. */
  CDC_WITH_DELETES,
  /** A read returns new rows; rows never change. */
  APPEND;

  /** The name in specs and documentation, as in {@code cdc_with_deletes}. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
