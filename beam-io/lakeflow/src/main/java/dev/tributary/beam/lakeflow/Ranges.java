package dev.tributary.beam.lakeflow;

import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SupportsRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ranges of a table whose offsets have an order. */
record Ranges(SupportsRanges connector, String table, Options options) {

  /** The ranges of a table; empty where its offsets are opaque. */
  static Optional<Ranges> of(OpenTable open) {
    return open.connector() instanceof SupportsRanges ranged
            && ranged.isRanged(open.table(), open.options())
        ? Optional.of(new Ranges(ranged, open.table(), open.options()))
        : Optional.empty();
  }

  Offset latest(String partition) {
    return connector.latestOffset(table, partition, options);
  }

  /**
   * A page of a range. It never says that it is the last: the end of the range does.
   *
   * @throws ConnectorException if the connector breaks its contract, for rows would be lost or the
   *     read never end
   */
  Page page(Span span, Offset start, Offset end) {
    Page page = connector.readRange(table, span.partition(), start, end, options);
    boolean ends = page.end().equals(end);
    if (page.last() != ends || (!ends && page.end().equals(start))) {
      throw new ConnectorException(
          ConnectorException.Category.INVALID_RESPONSE,
          "Cannot read table '"
              + table
              + "' from "
              + start
              + " to "
              + end
              + ": the connector's page ends at "
              + page.end()
              + (page.last() ? " and says that it is the last" : "")
              + ". This is an error of the connector: report it to whoever made it");
    }
    return Page.of(page.records(), page.end());
  }

  /** How the ranges of a partition, or of the table as a whole, can be cut. */
  RangeCuts cuts(String partition) {
    return new RangeCuts() {
      @Override
      public Optional<Offset> between(Offset start, Offset end, double fraction) {
        return fraction >= 1
            ? Optional.empty()
            : connector.between(table, partition, start, end, fraction, options);
      }

      @Override
      public double size(Offset start, Offset end) {
        return connector.size(table, partition, start, end, options);
      }
    };
  }

  /** Cuts a range into so many of about one size, or into fewer. */
  List<OffsetRange> split(String partition, OffsetRange whole, int count) {
    var pieces = new ArrayList<OffsetRange>();
    Offset start = whole.start();
    for (int left = count; left > 1 && !whole.endsAt(start); left--) {
      Optional<Offset> cut =
          connector.between(table, partition, start, whole.end(), 1.0 / left, options);
      if (cut.isPresent()) {
        pieces.add(new OffsetRange(start, cut.get(), 0));
        start = cut.get();
      }
    }
    pieces.add(new OffsetRange(start, whole.end(), 0));
    return pieces;
  }
}
