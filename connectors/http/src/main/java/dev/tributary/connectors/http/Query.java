package dev.tributary.connectors.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes parameters that are sent in the order in which they are named. */
public final class Query {
  private Query() {}

  /**
   * Parameters to which the caller may add.
   *
   * @param namesAndValues name, value, name, value …
   */
  public static Map<String, String> of(String... namesAndValues) {
    var query = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return query;
  }
}
