package dev.tributary.connectors.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.http.RestResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of an export, and its place in it.
 *
 * @param time in whole seconds
 */
record ExportedRow(long id, Instant time, ObjectNode json) {

  /**
   * The rows of an answer.
   *
   * @param body the answer's, which is parsed once
   * @param array the member that holds them
   * @param time the member by which they are exported: seconds since 1970, or as in ISO 8601
   */
  static List<ExportedRow> of(RestResponse answer, JsonNode body, String array, String time) {
    var rows = new ArrayList<ExportedRow>();
    for (ObjectNode row : answer.objects(body, array)) {
      String place = "/" + array + "/" + rows.size();
      JsonNode id = row.path("id");
      if (!id.isIntegralNumber() || !id.canConvertToLong()) {
        throw answer.unexpected("there is no number at " + place + "/id");
      }
      try {
        JsonNode value = row.path(time);
        Instant parsed =
            value.isIntegralNumber()
                ? Instant.ofEpochSecond(value.longValue())
                : Instant.parse(value.asText());
        rows.add(new ExportedRow(id.longValue(), parsed, row));
      } catch (DateTimeException e) {
        throw answer.unexpected("there is no time at " + place + "/" + time);
      }
    }
    return rows;
  }

  /** Whether an answer says that nothing follows it. */
  static boolean isEnd(RestResponse answer, JsonNode body) {
    return answer.bool(body, "/end_of_stream");
  }
}
