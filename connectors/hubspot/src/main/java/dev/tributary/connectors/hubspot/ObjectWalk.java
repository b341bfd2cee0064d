package dev.tributary.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the objects of a type: at first all of them by a list, later by searches those that
 * changed. A search is asked for ids alone, in their order, each time behind the last one: so no
 * edit of however many objects at once is more than a query gives, and what is read of an object is
 * what it is now and not what the index knows of it.
 */
final class ObjectWalk extends Walk {
  private final HubspotApi api;
  private final ObjectTable table;

  ObjectWalk(HubspotApi api, ObjectTable table, Instant runStart) {
    super(runStart);
    this.api = api;
    this.table = table;
  }

  @Override
  Found find(Position at, Options options) {
    return at.reached() == null ? list(at, options) : search(at, options);
  }

  private Found list(Position at, Options options) {
    List<List<String>> chunks = table.chunks();
    List<String> names = chunks.size() == 1 ? chunks.get(0) : List.of(table.type().modified());
    RestResponse answer = api.list(table.type(), query(at.after(), names, options));
    JsonNode body = answer.json();
    List<ObjectNode> listed = answer.objects(body, "results");
    Associations associations = new Associations(api, table.type()).take(listed);
    Collection<ObjectNode> objects = listed;
    if (chunks.size() > 1 || associations.hasAsked()) {
      objects = whole(ids(listed));
    }
    Optional<String> next = next(body);
    next.ifPresent(after -> api.prefetchList(table.type(), query(after, names, options)));
    return new Found(answer, records(answer, objects, associations, options), next);
  }

  /**
   * Objects as they are now; what was merged meanwhile is another one, which comes later. To be
   * called when their associations have been read: older ones under a newer time are put right when
   * the object is read again, which it is, but newer ones under an older time would change history.
   */
  private Collection<ObjectNode> whole(List<String> ids) {
    Map<String, ObjectNode> objects = new Batches(api, table).read(ids);
    objects.keySet().retainAll(Set.copyOf(ids));
    return objects.values();
  }

  private Map<String, String> query(String after, List<String> names, Options options) {
    Map<String, String> query =
        Query.of(
            "limit",
            Integer.toString(TableOptions.rows(options, TableOptions.MOST_LISTED)),
            "properties",
            String.join(",", names),
            "archived",
            "false");
    if (!table.type().associated().isEmpty()) {
      query.put("associations", String.join(",", table.type().associated()));
    }
    if (after != null) {
      query.put("after", after);
    }
    return query;
  }

  private Found search(Position at, Options options) {
    int rows = TableOptions.rows(options, TableOptions.MOST_FOUND);
    String behind = at.after() == null ? "0" : at.after();
    RestResponse answer = api.search(table.type(), at.since(), behind, rows);
    JsonNode body = answer.json();
    List<String> ids = ids(answer.objects(body, "results"));
    Associations associations = new Associations(api, table.type()).ask(ids);
    Collection<ObjectNode> objects = whole(ids);
    Optional<String> next =
        next(body).filter(after -> !ids.isEmpty()).map(after -> ids.get(ids.size() - 1));
    return new Found(answer, records(answer, objects, associations, options), next);
  }

  private static List<String> ids(List<ObjectNode> objects) {
    return objects.stream().map(object -> object.path("id").asText()).toList();
  }

  private List<SourceRecord> records(
      RestResponse answer,
      Collection<ObjectNode> objects,
      Associations associations,
      Options options) {
    var records = new ArrayList<SourceRecord>();
    for (ObjectNode object : objects) {
      Instant updated = time(answer, object, "updatedAt");
      if (TableOptions.isTooOld(updated, options)) {
        continue;
      }
      String id = object.path("id").asText();
      records.add(SourceRecord.upsert(table.row(object, associations.of(id))));
      // What was merged into an object is neither listed nor archived.
      for (String merged :
          object.at("/properties/hs_merged_object_ids").asText("").split(";", -1)) {
        if (!merged.isBlank() && !merged.strip().equals(id)) {
          records.add(delete(object, merged.strip(), updated));
        }
      }
    }
    return records;
  }
}
