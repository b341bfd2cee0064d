package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The part of a feed that a read goes over: what lies behind one offset up to another one. An
 * offset is {@code {"position": n}}, the number of records that were read before.
 *
 * @param first where reads of the feed begin
 * @param from the position of the range's first record
 * @param to the position behind its last one
 */
record Range(long first, long from, long to) {
  private static final String POSITION = "position";

  static Offset offset(long position) {
    return Offset.of(POSITION, position);
  }

  static Range of(Table table, Feed feed, Offset start, Offset end, Options options) {
    long first = table.incremental() ? first(feed, options) : 0;
    // What lies before start_date is passed over; an end there leaves nothing to read.
    return new Range(first, Math.max(first, position(table, start)), position(table, end));
  }

  private static long first(Feed feed, Options options) {
    Instant startDate = options.instant("start_date");
    return startDate == null ? 0 : feed.firstFrom(startDate);
  }

  /**
   * The position that an offset stands for.
   *
   * @throws ConnectorException if it stands for none
   */
  static long position(Table table, Offset offset) {
    if (offset.isInitial()) {
      return 0;
    }
    var position = offset.value().path(POSITION);
    if (!position.canConvertToLong() || position.longValue() < 0) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Cannot read table '%s' from offset %s: it is not one of connector 'example'"
              .formatted(table.name(), offset));
    }
    return position.longValue();
  }

  /** How many records it has. */
  long size() {
    return Math.max(0, to - from);
  }

  /** A position inside with about that fraction of the records before it; none if there is none. */
  OptionalLong between(double fraction) {
    if (size() < 2) {
      return OptionalLong.empty();
    }
    long before = Math.round(size() * fraction);
    return OptionalLong.of(from + Math.max(1, Math.min(size() - 1, before)));
  }
}
