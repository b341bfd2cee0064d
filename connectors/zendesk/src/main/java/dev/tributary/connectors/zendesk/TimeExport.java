package dev.tributary.connectors.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A table that is read by a time-based export. A page begins with the rows of the second in which
 * the one before ended, of which those read before are dropped.
 *
 * @param array the name of the resource, and of the member of an answer that holds the rows
 * @param time the member by which rows are exported
 * @param include what is asked for besides
 * @param records the rows of the table that a row of the export holds
 * @see <a
 *     href="https://developer.zendesk.com/documentation/ticketing/managing-tickets/using-the-incremental-export-api/#time-based-incremental-exports">Time-based
 *     incremental exports</a>
 */
record TimeExport(
    TableDescription description,
    String array,
    String time,
    Map<String, String> include,
    Function<ExportedRow, List<SourceRecord>> records)
    implements ZendeskTable {

  @Override
  public Page read(ZendeskApi api, Offset start, Options options, Instant runStart) {
    ExportPosition at = ExportPosition.of(start).in(runStart, options.seconds("lookback_seconds"));
    Instant from = at.time() == null ? TableOptions.begin(options) : at.time();
    int most = TableOptions.rows(options);
    RestResponse answer = ask(api, from, most + at.ids().size(), options);
    JsonNode body = answer.json();
    boolean isEnd = ExportedRow.isEnd(answer, body);
    Set<Long> known = new HashSet<>(at.ids());
    List<ExportedRow> fresh =
        ExportedRow.of(answer, body, array, time).stream()
            .filter(row -> !row.time().equals(from) || !known.contains(row.id()))
            .sorted(Comparator.comparing(ExportedRow::time))
            .toList();

    var found = new ArrayList<SourceRecord>();
    int taken = 0;
    // A page may be longer than asked for, where rows at its end share one time.
    while (taken < fresh.size() && (!options.has("max_records_per_batch") || found.size() < most)) {
      found.addAll(records.apply(fresh.get(taken++)));
    }
    boolean isWhole = taken == fresh.size();
    if (isWhole && isEnd && fresh.isEmpty()) {
      return Page.last(found, at.toOffset());
    }
    Instant reached = fresh.isEmpty() ? from : fresh.get(taken - 1).time();
    JsonNode told = body.path("end_time");
    if (isWhole && told.isIntegralNumber()) {
      reached = Instant.ofEpochSecond(told.longValue());
    }
    Offset end = end(at, from, fresh.subList(0, taken), reached).toOffset();
    if (isWhole && isEnd) {
      return Page.last(found, end);
    }
    if (end.equals(start)) {
      throw answer.unexpected(
          "more than "
              + TableOptions.MOST_ROWS
              + " rows share the time "
              + from
              + ", of which it shows only some");
    }
    return Page.of(found, end);
  }

  /** Behind the rows that were taken: at a time, with the ids of the rows read at it. */
  private static ExportPosition end(
      ExportPosition at, Instant from, List<ExportedRow> taken, Instant reached) {
    Instant time = reached.isBefore(from) ? from : reached;
    var ids = new ArrayList<Long>(time.equals(from) ? at.ids() : List.of());
    taken.stream().filter(row -> row.time().equals(time)).forEach(row -> ids.add(row.id()));
    return new ExportPosition(null, time, ids, at.run());
  }

  private RestResponse ask(ZendeskApi api, Instant from, int rows, Options options) {
    Map<String, String> query =
        Query.of(
            "start_time",
            Long.toString(from.getEpochSecond()),
            "per_page",
            Integer.toString(Math.min(rows, TableOptions.MOST_ROWS)));
    query.putAll(include);
    query.putAll(TableOptions.scope(description, options));
    RestResponse answer = api.export("/api/v2/incremental/" + array + ".json", query);
    if (ZendeskApi.isRefused(answer)) {
      throw answer.refused(
          Category.CONFIGURATION, "Check start_date, which must be at least a minute ago.");
    }
    return answer;
  }
}
