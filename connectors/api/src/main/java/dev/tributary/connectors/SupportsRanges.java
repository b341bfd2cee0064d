package dev.tributary.connectors;

import java.util.Optional;

/**
 * A connector some of whose tables have offsets with an order, so that a read can be bounded before
 * it begins, divided while it lasts, and its parts read side by side by several instances.
 *
 * <p>A range is what lies behind one offset, its start, up to another one, its end. Its offsets are
 * those of {@link LakeflowConnect#readTable}, or of {@link SupportsPartitions#readPartition}: what
 * ended a read without ranges starts a range, and the other way round. A range read twice gives the
 * same records, but for those that the source has changed since; these may be missing, for what is
 * changed or added lies behind the {@linkplain #latestOffset latest offset} of before. Deletes that
 * {@link LakeflowConnect#readTableDeletes} reads are read without ranges.
 *
 * <p>{@link #isRanged}, {@link #between} and {@link #size} follow from their arguments and the
 * connection alone. They ask nothing of the source, and are called from any thread, also while
 * another one reads a page through the same instance. The other methods are called as those of
 * {@link LakeflowConnect} are.
 *
 * <p>In all of them the partition is one of {@link SupportsPartitions#partitions}, or null for a
 * table as a whole, which is how one without partitions is read. They fail with a {@link
 * ConnectorException} of category CONFIGURATION if there is no such table or partition, if the
 * table has no ranges, and if an offset is not one of the table's.
 */
public interface SupportsRanges {

  /** Whether a table has ranges; if not, it is read without. */
  boolean isRanged(String table, Options options);

  /**
   * Where a read that begins now ends: the end of the range that a run reads, which is asked for
   * once a run. May ask the source.
   */
  Offset latestOffset(String table, String partition, Options options);

  /**
   * Reads the page of a range behind an offset. The framework calls again with the end of the page
   * until a page's end equals that of the range, which is so of the {@linkplain Page#last last}
   * page and of no other one. No page holds a record behind the range's end, and no page's end lies
   * behind it. All pages together hold the records that {@link LakeflowConnect#readTable} returns
   * up to there, each once, and those of one key in the same order. A range whose end equals its
   * start is one page without records.
   *
   * @param start {@link Offset#INITIAL}, or the end of an earlier page, of this range or not
   * @param end a latest offset, or one that {@link #between} gave
   * @throws ConnectorException of category CONFIGURATION if the start lies behind the end, as where
   *     the source has less than it had; the message says what to do
   */
  Page readRange(String table, String partition, Offset start, Offset end, Options options);

  /**
   * An offset that divides a range: behind its start, before its end, and neither of them. The two
   * ranges that it makes hold together what the whole one holds, each record once, and can be
   * divided again.
   *
   * @param start as of {@link #readRange}
   * @param end as of {@link #readRange}
   * @param fraction how much of the range is to lie before the offset, about: above 0, below 1
   * @return empty if no offset lies between the two, or none that the connector can tell
   */
  Optional<Offset> between(
      String table, String partition, Offset start, Offset end, double fraction, Options options);

  /**
   * How much there is to read in a range, about: 0 or more, finite, 0 if the end does not lie
   * behind the start. Parts of a range add up to it. The unit is the connector's, records or
   * seconds say, and the same all over a table, whatever the partition.
   *
   * @param start as of {@link #readRange}
   * @param end as of {@link #readRange}
   */
  double size(String table, String partition, Offset start, Offset end, Options options);
}
