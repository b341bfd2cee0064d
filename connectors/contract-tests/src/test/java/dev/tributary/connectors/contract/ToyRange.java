package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import java.util.List;
import java.util.Optional;

/** The toy's entries behind one id, up to another one. */
record ToyRange(long after, long until, Flaw flaw) {

  static ToyRange of(Offset start, Offset end, Flaw flaw) {
    var range = new ToyRange(id(start), id(end), flaw);
    if (range.after > range.until && flaw != Flaw.READS_RANGES_THAT_END_BEFORE_THEY_BEGIN) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION, "A range ends before it begins");
    }
    return range;
  }

  private static long id(Offset offset) {
    JsonNode value = offset.value();
    return offset.isInitial() ? 0 : value.path("after").asLong(value.path("ranged").asLong());
  }

  String query() {
    String bound =
        switch (flaw) {
          case READS_ON_BEHIND_A_RANGE -> "";
          case LEAVES_OUT_THE_LAST_RECORD_OF_A_RANGE -> "&until=" + (until - 1);
          default -> "&until=" + until;
        };
    return "&after=" + after + bound;
  }

  Page page(JsonNode page, List<SourceRecord> records, Offset end) {
    JsonNode rows = page.path("rows");
    long last = rows.isEmpty() ? until : rows.get(rows.size() - 1).path("id").asLong();
    boolean isLast = last >= until || !page.has("next");
    if (isLast) {
      return flaw == Flaw.CALLS_NO_PAGE_OF_A_RANGE_THE_LAST
          ? Page.of(records, end)
          : Page.last(records, end);
    }
    String member = flaw == Flaw.HAS_OFFSETS_FOR_RANGES_ALONE ? "ranged" : "after";
    return Page.of(records, Offset.of(member, last));
  }

  static Optional<Offset> between(Offset start, Offset end, double fraction, Flaw flaw) {
    long ids = id(end) - id(start);
    if (ids < 2 || flaw == Flaw.DIVIDES_NO_RANGE) {
      return Optional.empty();
    }
    long before = Math.max(1, Math.min(ids - 1, Math.round(ids * fraction)));
    return Optional.of(Offset.of("after", id(start) + before));
  }

  static double size(Offset start, Offset end, Flaw flaw) {
    long ids = Math.max(0, id(end) - id(start));
    return flaw == Flaw.MEASURES_ALL_RANGES_ALIKE ? Math.min(1, ids) : ids;
  }
}
