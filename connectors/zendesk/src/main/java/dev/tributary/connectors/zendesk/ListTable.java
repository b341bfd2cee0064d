package dev.tributary.connectors.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/**
 * A table that is listed whole each time, by cursor pagination.
 *
 * @param path of the list
 * @param array the member of an answer that holds the rows
 * @param deleted the member that says that a row is deleted, which is then left out
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/introduction/pagination/#using-cursor-pagination">Cursor
 *     pagination</a>
 */
record ListTable(TableDescription description, String path, String array, String deleted)
    implements ZendeskTable {
  /** The most rows that Zendesk puts on a page of a list. */
  private static final String ROWS = "100";

  private static final Offset END = Offset.of("end", true);

  @Override
  public Page read(ZendeskApi api, Offset start, Options options, Instant runStart) {
    if (start.equals(END)) {
      return Page.last(List.of(), END);
    }
    RestResponse answer = api.list(path, query(start.text("after")));
    JsonNode body = answer.json();
    var records = new ArrayList<SourceRecord>();
    for (ObjectNode row : answer.objects(body, array)) {
      if (!row.path(deleted).asBoolean()) {
        row.remove(description.excluded().keySet());
        records.add(SourceRecord.upsert(row));
      }
    }
    if (!answer.bool(body, "/meta/has_more")) {
      return Page.last(records, END);
    }
    String after = body.at("/meta/after_cursor").asText(null);
    if (after == null || after.isEmpty() || after.equals(start.text("after"))) {
      throw answer.unexpected("/meta/after_cursor does not lead on");
    }
    api.prefetchList(path, query(after));
    return Page.of(records, Offset.of("after", after));
  }

  private static Map<String, String> query(String after) {
    Map<String, String> query = Query.of("page[size]", ROWS);
    if (after != null) {
      query.put("page[after]", after);
    }
    return query;
  }
}
