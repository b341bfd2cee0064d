package dev.tributary.beam.lakeflow;

import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.schema.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the read of a table: its spans, where each begins and, if its offsets have an order, ends.
 */
final class ReadPlan {
  private static final Logger LOG = LoggerFactory.getLogger(ReadPlan.class);

  private ReadPlan() {}

  /** What a request asks for, in one. */
  static TableRange whole(OpenTable table, TableShape shape, ReadRequest request) {
    Optional<Ranges> ranges = Ranges.of(table);
    checkEnd(table, shape, request, ranges);
    var parts = new ArrayList<SpanRange>();
    List<String> partitions = table.partitions();
    for (String partition :
        partitions.isEmpty() ? Collections.<String>singletonList(null) : partitions) {
      var span = span(parts.size(), Flow.CHANGES, partition, shape, request);
      Offset last = ranges.map(ranged -> end(ranged, span, request)).orElse(null);
      parts.add(new SpanRange(span, last, new OffsetRange(span.start(), last, 0)));
    }
    if (shape.readsDeletes()) {
      var span = span(parts.size(), Flow.DELETES, null, shape, request);
      parts.add(new SpanRange(span, null, OffsetRange.startingAt(span.start())));
    }
    parts.forEach(part -> warnOfListing(table, part.span()));
    return new TableRange(parts);
  }

  private static Span span(
      int id, Flow flow, String partition, TableShape shape, ReadRequest request) {
    // What a snapshot lists has no positions: every read is one of all rows.
    Offset start = shape.isSnapshot() ? Offset.INITIAL : request.start().of(flow, partition);
    return new Span(id, flow, partition, start, shape.listings());
  }

  /** A partition that the end does not know is not read. */
  private static Offset end(Ranges ranges, Span span, ReadRequest request) {
    return request
        .end()
        .map(end -> end.find(span.flow(), span.partition()).orElse(span.start()))
        .orElseGet(() -> ranges.latest(span.partition()));
  }

  /**
   * Checks that a table can be read up to positions, if that is asked for.
   *
   * @throws ConnectorException if it cannot
   */
  static void checkEnd(
      OpenTable table, TableShape shape, ReadRequest request, Optional<Ranges> ranges) {
    if (request.end().isEmpty()) {
      return;
    }
    if (ranges.isEmpty()) {
      throw new ConnectorException(
          Category.CONFIGURATION,
          "Cannot end at positions: the offsets of table '"
              + table.table()
              + "' have no order. Leave endingAt(…) out; a read ends where the source did when it"
              + " was made, and withRunStart(…) bounds it where the source lets itself be bounded by"
              + " time");
    }
    if (shape.readsDeletes()) {
      throw new ConnectorException(
          Category.CONFIGURATION,
          "Cannot end at positions: the deletes of table '"
              + table.table()
              + "' are read apart, up to the end of the source. Add withoutDeletes()");
    }
  }

  /**
   * Checks that a request's options leave the columns what the pipeline takes them for.
   *
   * @throws ConnectorException if they do not
   */
  static void checkShape(OpenTable table, TableShape planned, TableShape asked) {
    boolean same =
        asked.keys().equals(planned.keys())
            && asked.deletes() == planned.deletes()
            && asked.isSnapshot() == planned.isSnapshot()
            && asked.readsDeletes() == planned.readsDeletes();
    for (Field field : planned.columns().fields()) {
      Field now = asked.columns().field(field.name());
      same &= now != null && now.type().equals(field.type());
    }
    if (!same) {
      throw new ConnectorException(
          Category.CONFIGURATION,
          "Cannot read table '"
              + table.table()
              + "' for all requests: with the options of one it has other columns, keys or deletes"
              + " than without. Give such options by withOptions(…), and read it once for each");
    }
  }

  /**
   * Cuts a range into parts to be read side by side.
   *
   * @param count how many are wanted; there are more where the table has more partitions, and fewer
   *     where offsets cannot be cut
   */
  static List<TableRange> split(OpenTable table, TableRange whole, int count) {
    Optional<Ranges> ranges = Ranges.of(table);
    int pieces = Math.max(1, count / whole.parts().size());
    var split = new ArrayList<TableRange>();
    for (SpanRange part : whole.parts()) {
      List<OffsetRange> ofPart =
          part.isRanged()
              ? ranges.orElseThrow().split(part.span().partition(), part.range(), pieces)
              : List.of(part.range());
      ofPart.forEach(range -> split.add(new TableRange(List.of(part.with(range)))));
    }
    return split;
  }

  private static void warnOfListing(OpenTable table, Span span) {
    if (span.flow() == Flow.CHANGES && !span.start().isInitial()) {
      table
          .whyListedAnew(span.start())
          .ifPresent(
              reason ->
                  LOG.warn(
                      "Table '{}', {}: {}. All rows are read again, and deletes since the start"
                          + " positions are missing",
                      table.table(),
                      span.describe(),
                      reason));
    }
  }
}
