package dev.tributary.connectors.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
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
    ExportPosition at = ExportPosition.of(start).in(runStart, TableOptions.lookback(options));
    Instant from = at.time() == null ? TableOptions.begin(options) : at.time();
    int most = TableOptions.rows(options);
    RestResponse answer = ask(api, from, most + at.ids().size());
    Set<Long> known = new HashSet<>(at.ids());
    List<ExportedRow> fresh =
        ExportedRow.of(answer, array, time).stream()
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
    Offset end = end(at, from, fresh.subList(0, taken), isWhole ? answer : null).toOffset();
    if (isWhole && ExportedRow.isEnd(answer)) {
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

  /**
   * Behind the rows that were taken.
   *
   * @param whole the answer if all of its rows were taken; else null
   */
  private static ExportPosition end(
      ExportPosition at, Instant from, List<ExportedRow> taken, RestResponse whole) {
    if (taken.isEmpty() && (whole == null || ExportedRow.isEnd(whole))) {
      return at;
    }
    Instant newest = taken.isEmpty() ? from : taken.get(taken.size() - 1).time();
    JsonNode told = whole == null ? null : whole.json().path("end_time");
    Instant time =
        told != null && told.isIntegralNumber() ? Instant.ofEpochSecond(told.longValue()) : newest;
    time = time.isBefore(from) ? from : time;
    var ids = new ArrayList<Long>(time.equals(from) ? at.ids() : List.of());
    for (ExportedRow row : taken) {
      if (row.time().equals(time)) {
        ids.add(row.id());
      }
    }
    return new ExportPosition(null, time, ids, at.run());
  }

  private RestResponse ask(ZendeskApi api, Instant from, int rows) {
    Map<String, String> query =
        Query.of(
            "start_time",
            Long.toString(from.getEpochSecond()),
            "per_page",
            Integer.toString(Math.min(rows, TableOptions.MOST_ROWS)));
    query.putAll(include);
    RestResponse answer = api.export("/api/v2/incremental/" + array + ".json", query);
    if (ZendeskApi.isRefused(answer)) {
      throw answer.refused(
          Category.CONFIGURATION, "Check start_date, which must be at least a minute ago.");
    }
    return answer;
  }
}
