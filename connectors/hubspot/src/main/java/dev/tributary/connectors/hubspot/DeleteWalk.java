package dev.tributary.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which objects of a type were archived. They are listed in no order of time, so that each
 * walk goes through the whole list and takes what is new in it.
 */
final class DeleteWalk extends Walk {
  private final HubspotApi api;
  private final ObjectType type;

  DeleteWalk(HubspotApi api, ObjectType type, Instant runStart) {
    super(runStart);
    this.api = api;
    this.type = type;
  }

  @Override
  Found find(Position at, Options options) {
    RestResponse answer = api.list(type, query(at.after(), options));
    JsonNode body = answer.json();
    var records = new ArrayList<SourceRecord>();
    for (ObjectNode object : answer.objects(body, "results")) {
      Instant archived = time(answer, object, "archivedAt");
      if (at.since() == null || !archived.isBefore(at.since())) {
        Instant updated = time(answer, object, "updatedAt");
        Instant time = updated.isAfter(archived) ? updated : archived;
        records.add(delete(object, object.path("id").asText(), time));
      }
    }
    Optional<String> next = next(body);
    next.ifPresent(after -> api.prefetchList(type, query(after, options)));
    return new Found(answer, records, next);
  }

  private static Map<String, String> query(String after, Options options) {
    Map<String, String> query =
        Query.of(
            "limit",
            Integer.toString(TableOptions.rows(options, TableOptions.MOST_LISTED)),
            "properties",
            "hs_object_id",
            "archived",
            "true");
    if (after != null) {
      query.put("after", after);
    }
    return query;
  }
}
