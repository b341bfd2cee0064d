package dev.tributary.connectors.contract;

/**
 * What a table of a source can do, and checks need. A table is taken to be capable of all but those
 * that it {@linkplain ContractTable#without says it is not}, with the reason, which is told where a
 * check is skipped for it.
 */
public enum Capability {
  /** It is reached through HTTP, at a simulator whose requests can be made to fail. */
  HTTP,
  /** Its simulator lets tests change it. */
  CHANGES,
  /** Its rows change. */
  UPDATES,
  /** Its rows are deleted, and reads tell so. */
  DELETES,
  /** A row that was deleted can come back with its key. */
  RECREATION,
  /** It can be read in partitions. */
  PARTITIONS,
  /** It takes {@code max_records_per_batch}. */
  PAGE_LIMIT,
  /** It is read by a cursor that is a time. */
  TIME_CURSOR,
  /** It takes {@code lookback_seconds}. */
  LOOKBACK,
  /** Rows can become visible after others that are dated later, by {@link ContractTable#lateBy}. */
  LATE_ROWS,
  /** New rows can be dated any time back. */
  BACKDATED_ROWS,
  /** A page of its API has a link to the next one. */
  LINKS
}
