package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.SourceRecord;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a table to its end as the framework does. */
final class Reader {
  private static final int MOST_PAGES = 5000;

  private final URI url;
  private final String table;
  private final Options options;
  private Instant runStart;
  private LakeflowConnect connector;
  private final List<Offset> offsets = new ArrayList<>();
  private final List<JsonNode> records = new ArrayList<>();

  /** A reader of issues of {@code octo/r}. */
  Reader(URI url, Instant runStart, Map<String, Object> more) {
    this(url, runStart, "issues", options(more));
  }

  Reader(URI url, Instant runStart, String table, Options options) {
    this.url = url;
    this.runStart = runStart;
    this.table = table;
    this.options = options;
  }

  static Options options(Map<String, Object> more) {
    var values = new HashMap<String, JsonNode>();
    values.put("owner", JsonNodeFactory.instance.textNode("octo"));
    values.put("repo", JsonNodeFactory.instance.textNode("r"));
    more.forEach((name, value) -> values.put(name, new ObjectMapper().valueToTree(value)));
    return checked("issues", values);
  }

  /** Options of a table. */
  static Options options(String table, Map<String, Object> given) {
    var values = new HashMap<String, JsonNode>();
    given.forEach((name, value) -> values.put(name, new ObjectMapper().valueToTree(value)));
    return checked(table, values);
  }

  private static Options checked(String table, Map<String, JsonNode> values) {
    return Options.check(new GithubConnectorProvider().tableOptions(table), values).orThrow();
  }

  static Options connection(URI url) {
    return Options.check(
            GithubApi.CONNECTION_OPTIONS,
            Map.of(
                "base_url",
                JsonNodeFactory.instance.textNode(url.toString()),
                "token",
                JsonNodeFactory.instance.textNode("t0ken")))
        .orThrow();
  }

  void runStart(Instant value) {
    runStart = value;
    connector = null;
  }

  /** Reads one page and keeps what it holds. */
  Page page(Offset start) {
    if (connector == null) {
      var context = new ConnectorContext(runStart, ReadMetrics.NONE);
      connector = new GithubConnectorProvider().create(connection(url), context);
    }
    Page page = connector.readTable(table, Offset.parse(start.json()), options);
    page.records().forEach(record -> records.add(record.toTree()));
    offsets.add(page.end());
    return page;
  }

  /** Reads until a page is the last; returns its end. */
  Offset read(Offset start) {
    Offset at = start;
    for (int i = 0; i < MOST_PAGES; i++) {
      Page page = page(at);
      if (page.last() || page.end().equals(at)) {
        return page.end();
      }
      at = page.end();
    }
    throw new AssertionError("The read does not end: " + at);
  }

  List<Offset> offsets() {
    return offsets;
  }

  List<JsonNode> records() {
    return records;
  }

  List<Long> ids() {
    return records.stream().map(record -> record.get("id").asLong()).toList();
  }

  /** The time of each row, of its version read last. */
  Map<Long, String> state() {
    var state = new HashMap<Long, String>();
    records.forEach(row -> state.put(row.get("id").asLong(), row.get("updated_at").asText()));
    return state;
  }

  /** The time of each row at the source. */
  static Map<Long, String> state(FakeGithub github) {
    var state = new HashMap<Long, String>();
    for (ObjectNode row : github.rows("r").values()) {
      state.put(row.get("id").asLong(), row.get("updated_at").asText());
    }
    return state;
  }

  static JsonNode only(Page page) {
    SourceRecord record = page.records().get(0);
    return record.toTree();
  }
}
