package dev.tributary.beam.delta;

/** What becomes of the row of a key that is deleted. */
public enum DeletedRows {
  /** It is there no longer. */
  REMOVED,
  /**
   * It stays as it was last, and the column {@code _tributary_deleted_at}, a timestamp that is null
   * otherwise, says since when it is deleted: the start of the run that found out first. An upsert
   * that a removed row would come back with clears it.
   */
  MARKED
}
