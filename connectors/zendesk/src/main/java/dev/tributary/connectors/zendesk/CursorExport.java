package dev.tributary.connectors.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ChangeKind;
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
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that is read by a cursor-based export. It ends where the server says that it has; where
 * the server refuses a cursor, the read goes on from the time of the newest row read.
 *
 * @param array the member of an answer that holds the rows
 * @param time the member by which rows are exported
 * @param isDeleted whether a row says that it is deleted
 * @see <a
 *     href="https://developer.zendesk.com/documentation/ticketing/managing-tickets/using-the-incremental-export-api/#cursor-based-incremental-exports">Cursor-based
 *     incremental exports</a>
 */
record CursorExport(
    TableDescription description, String array, String time, Predicate<ObjectNode> isDeleted)
    implements ZendeskTable {
  private static final Logger LOG = LoggerFactory.getLogger(CursorExport.class);

  @Override
  public Page read(ZendeskApi api, Offset start, Options options, Instant runStart) {
    ExportPosition at = ExportPosition.of(start).in(runStart, options.seconds("lookback_seconds"));
    RestResponse answer = ask(api, at, options);
    if (at.cursor() != null && ZendeskApi.isRefused(answer)) {
      LOG.warn(
          "Zendesk refuses the cursor at which the read of {} stood. It goes on from {}.",
          description.name(),
          at.time());
      at = at.byTime();
      answer = ask(api, at, options);
    }
    if (ZendeskApi.isRefused(answer)) {
      throw answer.refused(
          Category.CONFIGURATION, "Check start_date, which must be at least a minute ago.");
    }
    JsonNode body = answer.json();
    var records = new ArrayList<SourceRecord>();
    Instant newest = at.time();
    for (ExportedRow row : ExportedRow.of(answer, body, array, time)) {
      newest = newest == null || row.time().isAfter(newest) ? row.time() : newest;
      ChangeKind kind = isDeleted.test(row.json()) ? ChangeKind.DELETE : ChangeKind.UPSERT;
      row.json().remove(description.excluded().keySet());
      records.add(SourceRecord.of(kind, row.json()));
    }
    // Null where an export has no rows at all.
    String cursor = body.path("after_cursor").asText(at.cursor());
    Offset end = new ExportPosition(cursor, newest, List.of(), at.run()).toOffset();
    if (ExportedRow.isEnd(answer, body)) {
      return Page.last(records, end);
    }
    if (end.equals(start)) {
      throw answer.unexpected("its cursor does not lead on, and yet it is not the end");
    }
    return Page.of(records, end);
  }

  private RestResponse ask(ZendeskApi api, ExportPosition at, Options options) {
    Instant from = at.time() == null ? TableOptions.begin(options) : at.time();
    String rows = Integer.toString(TableOptions.rows(options));
    Map<String, String> query =
        at.cursor() == null
            ? Query.of("start_time", Long.toString(from.getEpochSecond()), "per_page", rows)
            : Query.of("cursor", at.cursor(), "per_page", rows);
    query.putAll(TableOptions.scope(description, options));
    return api.export("/api/v2/incremental/" + array + "/cursor.json", query);
  }
}
