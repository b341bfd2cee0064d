package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A source whose pages a test lays down and which counts how often each is fetched. Connectors made
 * in other threads find it by its id. Spans are laid down before a read begins.
 */
final class ScriptedSource {
  private static final Map<String, ScriptedSource> SOURCES = new ConcurrentHashMap<>();
  private static final Instant RUN_START = Instant.parse("2025-01-31T12:00:00Z");

  static final String SECRET = "hunter2-is-secret";

  private final String id = UUID.randomUUID().toString();
  private final Map<Place, Page> pages = new HashMap<>();
  private final Map<Place, RuntimeException> failures = new ConcurrentHashMap<>();
  private final Map<Place, Integer> fetches = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Consumer<Offset> beforePage = offset -> {};

  private volatile StructType schema =
      new StructType(List.of(Field.required("id", Primitive.LONG)));
  private volatile TableMetadata metadata = TableMetadata.append("id");

  ScriptedSource() {
    SOURCES.put(id, this);
  }

  /** Where a page begins. */
  record Place(Flow flow, String partition, Offset from) {}

  static ScriptedSource find(String id) {
    return SOURCES.get(id);
  }

  /** Gives the table other columns than an id, and other metadata than those of an append table. */
  ScriptedSource describe(TableMetadata tableMetadata, Field... columns) {
    schema = new StructType(List.of(columns));
    metadata = tableMetadata;
    return this;
  }

  StructType schema() {
    return schema;
  }

  TableMetadata metadata() {
    return metadata;
  }

  /** The options of a connection to this source. */
  Map<String, String> connection() {
    return Map.of("script", id, "token", SECRET);
  }

  /** Lays down the pages of a span; each begins where the one before ends. */
  ScriptedSource lay(Span span, List<Page> chain) {
    Offset from = span.start();
    for (Page page : chain) {
      pages.put(new Place(span.flow(), span.partition(), from), page);
      from = page.end();
    }
    return this;
  }

  /** Makes the page behind an offset fail. */
  void failAt(Span span, Offset from, RuntimeException failure) {
    failures.put(new Place(span.flow(), span.partition(), from), failure);
  }

  void heal() {
    failures.clear();
  }

  /** What happens while a page is fetched. */
  void beforePage(Consumer<Offset> action) {
    beforePage = action;
  }

  Page page(Flow flow, String partition, Offset from) {
    var place = new Place(flow, partition, from);
    fetches.merge(place, 1, Integer::sum);
    beforePage.accept(from);
    if (failures.containsKey(place)) {
      throw failures.get(place);
    }
    if (!pages.containsKey(place)) {
      throw new IllegalStateException("No page begins at " + place);
    }
    return pages.get(place);
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  /** How many connectors are open. */
  int open() {
    return open.get();
  }

  /** How often each page was fetched, those included that are not there. */
  Map<Place, Integer> fetches() {
    return Map.copyOf(fetches);
  }

  /** The places of all pages, each fetched once. */
  Map<Place, Integer> everyPageOnce() {
    var once = new HashMap<Place, Integer>();
    pages.keySet().forEach(place -> once.put(place, 1));
    return once;
  }

  ConnectorSource source() {
    Options connection =
        Options.check(
                new ScriptedProvider().connectionOptions(),
                Map.of("script", TextNode.valueOf(id), "token", TextNode.valueOf(SECRET)))
            .orThrow();
    Options table =
        Options.check(
                new ScriptedProvider().tableOptions(ScriptedProvider.TABLE),
                Map.of("regions", TextNode.valueOf("emea")))
            .orThrow();
    return new ConnectorSource(
        ScriptedProvider.NAME, connection, ScriptedProvider.TABLE, table, RUN_START);
  }

  /**
   * Pages of so many records each, of which the last says that it is. Ids run on from the first;
   * all offsets but the start have no order to rely on.
   */
  static List<Page> chain(int firstId, int... sizes) {
    var chain = new ArrayList<Page>();
    int next = firstId;
    for (int i = 0; i < sizes.length; i++) {
      Offset end = offset(i + 1);
      List<SourceRecord> records = records(next, sizes[i]);
      chain.add(i + 1 < sizes.length ? Page.of(records, end) : Page.last(records, end));
      next += sizes[i];
    }
    return chain;
  }

  /** The offset behind the page of that number, counted from 1, of {@link #chain}. */
  static Offset offset(int page) {
    return page == 0 ? Offset.INITIAL : Offset.of("token", Integer.toHexString(page * 0x9E3779B9));
  }

  /** Records with ids that run on, in turn as bytes and as trees. */
  static List<SourceRecord> records(int firstId, int size) {
    var records = new ArrayList<SourceRecord>();
    for (int id = firstId; id < firstId + size; id++) {
      records.add(
          id % 2 == 0
              ? SourceRecord.of(
                  ChangeKind.UPSERT, ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8))
              : SourceRecord.upsert(JsonNodeFactory.instance.objectNode().put("id", id)));
    }
    return records;
  }
}
