package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the rows of a table come from. It stands in the table's state, so that rows of another
 * account, of another repository or of a demo never mix with those that are there. The names of
 * spec and connection are no part of it.
 *
 * @param connector the connector's name
 * @param account the account or host, as the connector names it
 * @param table the table of the source
 * @param options the options that say which data is read
 */
record SourceIdentity(String connector, String account, String table, Map<String, String> options)
    implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  SourceIdentity {
    options = Map.copyOf(options);
  }

  JsonNode toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("connector", connector);
    json.put("account", account);
    json.put("table", table);
    ObjectNode chosen = json.putObject("options");
    new TreeMap<>(options).forEach(chosen::put);
    return json;
  }

  static SourceIdentity of(JsonNode json) {
    Map<String, String> options = new TreeMap<>();
    json.path("options")
        .fields()
        .forEachRemaining(e -> options.put(e.getKey(), e.getValue().asText()));
    return new SourceIdentity(
        json.path("connector").asText(),
        json.path("account").asText(),
        json.path("table").asText(),
        options);
  }

  /** What differs, each as {@code what: theirs, not ours}; empty if nothing does. */
  List<String> differencesFrom(SourceIdentity other) {
    List<String> differences = new ArrayList<>();
    compare("connector", connector, other.connector, differences);
    compare("account", account, other.account, differences);
    compare("table", table, other.table, differences);
    var names = new TreeSet<>(options.keySet());
    names.addAll(other.options.keySet());
    for (String name : names) {
      compare(name, options.get(name), other.options.get(name), differences);
    }
    return differences;
  }

  private static void compare(String what, String ours, String theirs, List<String> differences) {
    if (!Objects.equals(ours, theirs)) {
      differences.add(what + " " + quote(theirs) + " and not " + quote(ours));
    }
  }

  private static String quote(String text) {
    return text == null ? "unset" : "'" + text + "'";
  }
}
