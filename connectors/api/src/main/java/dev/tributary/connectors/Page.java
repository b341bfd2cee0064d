package dev.tributary.connectors;

import java.util.List;
import java.util.Objects;

/**
 * What one call of a read returns: records, and the offset from which the next call goes on.
 *
 * <p>A page is the last of a read if it says so or if its end equals the offset it was read from. A
 * connector that knows that nothing follows says so, which saves the request that would find
 * nothing. A last page may hold records.
 *
 * @param records in the order in which the source sent them; of two that share key and cursor the
 *     later one wins
 * @param end the offset behind the page
 * @param last whether the read has caught up
 */
public record Page(List<SourceRecord> records, Offset end, boolean last) {
  public Page {
    records = List.copyOf(records);
    Objects.requireNonNull(end, "end");
  }

  /** A page behind which there may be more. */
  public static Page of(List<SourceRecord> records, Offset end) {
    return new Page(records, end, false);
  }

  /** A page behind which, at the time of its reading, there was nothing. */
  public static Page last(List<SourceRecord> records, Offset end) {
    return new Page(records, end, true);
  }
}
