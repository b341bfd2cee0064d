package dev.tributary.beam.delta;

/**
 * Takes changes, as rows with an element a column in the order of the {@link DeltaTarget}'s schema.
 * The values are those that {@link RowWriter} takes; rows belong to the sink from then on.
 */
public interface ChangeSink {

  /**
   * The row exists and looks like this.
   *
   * @param row the row
   * @param bytes about how much memory the row takes, by which the sink bounds what it holds
   * @throws BadRecordException if a key or the sequence is null
   */
  void upsert(Object[] row, long bytes);

  /**
   * The row is gone. Only key and sequence columns are looked at.
   *
   * @throws BadRecordException if a key or the sequence is null
   */
  void delete(Object[] row, long bytes);

  /**
   * The record does not fit the table: it is set aside, in the table of rejected records, and the
   * epoch goes on without it.
   */
  void reject(RejectedRecord rejected);
}
