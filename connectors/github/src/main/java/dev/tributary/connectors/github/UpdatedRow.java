package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.http.RestResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A row's place in a list that GitHub sorts by {@code updated_at}.
 *
 * @param updated in whole seconds, as GitHub has it
 */
record UpdatedRow(long id, Instant updated, ObjectNode json) {

  /** The rows of a page. */
  static List<UpdatedRow> of(RestResponse answer) {
    var rows = new ArrayList<UpdatedRow>();
    for (ObjectNode row : objects(answer, answer.json(), "")) {
      String place = "/" + rows.size();
      if (!row.path("id").canConvertToLong() || !row.path("id").isIntegralNumber()) {
        throw answer.unexpected("there is no number at " + place + "/id");
      }
      try {
        Instant updated = Instant.parse(row.path("updated_at").asText());
        rows.add(
            new UpdatedRow(
                row.get("id").longValue(), updated.truncatedTo(ChronoUnit.SECONDS), row));
      } catch (DateTimeException e) {
        throw answer.unexpected("there is no time at " + place + "/updated_at");
      }
    }
    return rows;
  }

  /**
   * The objects of an array of an answer.
   *
   * @param pointer where the array is in the answer, for messages
   */
  static List<ObjectNode> objects(RestResponse answer, JsonNode array, String pointer) {
    if (!array.isArray()) {
      throw answer.unexpected(
          pointer.isEmpty() ? "it is no array" : "there is no array at " + pointer);
    }
    var objects = new ArrayList<ObjectNode>();
    for (JsonNode element : array) {
      if (!(element instanceof ObjectNode object)) {
        throw answer.unexpected("there is no object at " + pointer + "/" + objects.size());
      }
      objects.add(object);
    }
    return objects;
  }
}
