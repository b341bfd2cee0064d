package dev.tributary.connectors.zendesk;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes parameters that are sent in the order in which they are named. */
final class Query {
  private Query() {}

  static Map<String, String> of(String... namesAndValues) {
    var query = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return query;
  }
}
