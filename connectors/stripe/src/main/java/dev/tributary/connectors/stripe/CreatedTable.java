package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table of what no event tells of, read by when it was created.
 *
 * @param kept how long Stripe lists an object; null for ever
 * @param record makes a record of an object
 */
record CreatedTable(
    TableDescription description,
    String path,
    Duration kept,
    BiFunction<TableDescription, ObjectNode, SourceRecord> record)
    implements StripeTable {
  private static final Logger LOG = LoggerFactory.getLogger(CreatedTable.class);

  @Override
  public Page read(StripeApi api, Offset start, Options options, Instant runStart) {
    Instant read = start.instant("read");
    Instant until = start.instant("until");
    String after = start.text("after");
    Instant from = start.instant("from");
    if (until == null) {
      from =
          read == null
              ? options.instant("start_date")
              : read.minus(options.seconds("lookback_seconds"));
    }
    RestResponse answer = api.list(path, query(from, until, after, options));
    Instant bound = ServerTime.bound(answer, runStart);
    if (until == null) {
      until = bound;
      warn(read, bound);
      if (read != null && !until.isAfter(read)) {
        return Page.last(List.of(), start);
      }
    }
    JsonNode body = answer.json();
    List<ObjectNode> objects = answer.objects(body, "data");
    List<SourceRecord> records =
        Rows.createdUntil(objects, until).stream()
            .map(object -> record.apply(description, object))
            .toList();
    if (answer.bool(body, "/has_more") && !objects.isEmpty()) {
      String last = Rows.id(objects.get(objects.size() - 1));
      api.prefetch(path, query(from, until, last, options));
      return Page.of(
          records, Offset.sparse("read", read, "from", from, "until", until, "after", last));
    }
    Offset end = Offset.sparse("read", until);
    return ServerTime.isBehind(until, bound) ? Page.of(records, end) : Page.last(records, end);
  }

  private void warn(Instant read, Instant bound) {
    if (read != null && kept != null && read.isBefore(bound.minus(kept))) {
      LOG.warn(
          "{} have been read up to {}, and Stripe keeps them for {} days: those between are lost.",
          description.name(),
          read,
          kept.toDays());
    }
  }

  private static Map<String, String> query(
      Instant from, Instant until, String after, Options options) {
    Map<String, String> query = Query.of("limit", Integer.toString(TableOptions.rows(options)));
    if (from != null) {
      query.put("created[gte]", ObjectLister.seconds(from));
    }
    if (until != null) {
      query.put("created[lte]", ObjectLister.seconds(until));
    }
    return after == null ? query : StripeApi.behind(query, after);
  }
}
