package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads one list after the other, newest objects first. What is created meanwhile is not on the
 * list, which is not longer than at its begin.
 *
 * @param parts what lists are asked for by
 * @see <a href="https://docs.stripe.com/api/pagination">Pagination</a>
 */
record ObjectLister(String path, List<Map<String, String>> parts) implements Lister {

  @Override
  public Listed read(StripeApi api, ListPosition start, Options options, Instant runStart) {
    RestResponse answer =
        api.listBehind(path, query(start, options), start.after(), start.created());
    ListPosition at = start.begun(ServerTime.of(answer, runStart));
    JsonNode body = answer.json();
    List<ObjectNode> objects = answer.objects(body, "data");
    ListPosition next = null;
    if (answer.bool(body, "/has_more") && !objects.isEmpty()) {
      ObjectNode last = objects.get(objects.size() - 1);
      next = at.behind(Rows.id(last), Rows.created(last));
    } else if (at.part() + 1 < parts.size()) {
      next = at.nextPart();
    }
    return new Listed(Rows.createdUntil(objects, at.began()), at, next, answer);
  }

  @Override
  public void prefetch(StripeApi api, ListPosition next, Options options) {
    if (next.after() != null) {
      api.prefetch(path, StripeApi.behind(query(next, options), next.after()));
    }
  }

  private Map<String, String> query(ListPosition at, Options options) {
    Map<String, String> query = Query.of("limit", Integer.toString(TableOptions.rows(options)));
    query.putAll(parts.get(at.part()));
    if (options.has("start_date")) {
      query.put("created[gte]", seconds(options.instant("start_date")));
    }
    if (at.began() != null) {
      query.put("created[lte]", seconds(at.began()));
    }
    return query;
  }

  static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }
}
