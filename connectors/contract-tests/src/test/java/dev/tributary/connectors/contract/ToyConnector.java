package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.SupportsNamespaces;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.SupportsRanges;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.contract.ToyClient.Answer;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@link ToySimulator}. An offset of items is {@code {"position": t}} between runs, {@code
 * {"to": t, "next": link}} while a range is paged through.
 */
final class ToyConnector
    implements LakeflowConnect, SupportsPartitions, SupportsRanges, SupportsNamespaces {
  private static final Duration LOOKBACK = Duration.ofMinutes(2);

  private final ToyProvider provider;
  private final ToyClient client;
  private final Instant runStart;
  private final ContractTime time;
  private final Flaw flaw;
  private int calls;
  private Page readAhead;

  ToyConnector(ToyProvider provider, ToyClient client, Instant runStart, ContractTime time) {
    this.provider = provider;
    this.client = client;
    this.runStart = runStart;
    this.time = time;
    this.flaw = provider.flaw();
  }

  @Override
  public List<String> listTables() {
    return ToyProvider.TABLES;
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    provider.check(table);
    var fields = new ArrayList<Field>();
    fields.add(Field.required("id", Primitive.LONG));
    fields.add(Field.required("shelf", Primitive.STRING));
    fields.add(Field.required("name", Primitive.STRING));
    fields.add(Field.of("size", Primitive.LONG));
    fields.add(Field.of("note", (DataType) Primitive.STRING));
    fields.add(Field.required("updated", Primitive.TIMESTAMP));
    if (flaw == Flaw.DECLARES_A_COLUMN_THAT_NEVER_COMES) {
      fields.add(Field.of("colour", Primitive.STRING));
    }
    if (flaw == Flaw.SHUFFLES_ITS_COLUMNS && calls++ > 0) {
      Collections.reverse(fields);
    }
    return new StructType(fields);
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    provider.check(table);
    return switch (table) {
      case "items" ->
          TableMetadata.cdcWithDeletes(
              flaw == Flaw.HAS_A_CURSOR_THAT_IS_NO_COLUMN ? "date" : "updated", "id");
      case "entries" -> TableMetadata.append("id");
      default -> TableMetadata.snapshot(SnapshotPaging.KEYSET, "id");
    };
  }

  @Override
  public List<String> partitions(String table, Options options) {
    if (!table.equals("items") || options.has("shelf")) {
      return List.of();
    }
    return switch (flaw) {
      case FORGETS_A_PARTITION -> List.of("a");
      case NAMES_PARTITIONS_BY_CHANCE -> List.of("a", "b" + System.nanoTime());
      default -> List.of("a", "b");
    };
  }

  @Override
  public Page readPartition(String table, String partition, Offset start, Options options) {
    return items("&shelf=" + partition, start, options);
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    provider.check(table);
    if (flaw == Flaw.READS_NOTHING) {
      return Page.last(List.of(), start);
    }
    return switch (table) {
      case "items" ->
          flaw == Flaw.KEEPS_A_PAGE_IN_MEMORY
              ? ahead(start, options)
              : items(shelf(options), start, options);
      case "entries" -> entries(start, options);
      default -> labels(start);
    };
  }

  private static String shelf(Options options) {
    return options.has("shelf") ? "&shelf=" + options.string("shelf") : "";
  }

  @Override
  public boolean isRanged(String table, Options options) {
    provider.check(table);
    return table.equals("entries");
  }

  @Override
  public Offset latestOffset(String table, String partition, Options options) {
    provider.check(table);
    return Offset.of("after", client.get("/entries/newest").json().path("id").asLong());
  }

  @Override
  public Page readRange(String table, String partition, Offset start, Offset end, Options options) {
    provider.check(table);
    var range = ToyRange.of(start, end, flaw);
    long limit = flaw == Flaw.PAGES_RANGES_BY_CHANCE ? 1 + calls++ % 5 : limit(options);
    JsonNode page = client.get("/entries?limit=" + limit + range.query()).json();
    return range.page(page, records(page), end);
  }

  @Override
  public Optional<Offset> between(
      String table, String partition, Offset start, Offset end, double fraction, Options options) {
    return flaw == Flaw.DIVIDES_A_RANGE_AT_ITS_END
        ? Optional.of(end)
        : ToyRange.between(start, end, fraction, flaw);
  }

  @Override
  public double size(String table, String partition, Offset start, Offset end, Options options) {
    return ToyRange.size(start, end, flaw);
  }

  @Override
  public List<List<String>> namespaces(List<String> prefix) {
    return ToyNamespaces.below(prefix, flaw);
  }

  @Override
  public List<String> tablesIn(List<String> namespace) {
    return ToyNamespaces.check(namespace, flaw).isEmpty() ? ToyProvider.TABLES : List.of("items");
  }

  @Override
  public Map<String, Object> namespaceOptions(List<String> namespace) {
    return ToyNamespaces.options(namespace, flaw);
  }

  /** Every second page is kept for the next call, whoever makes it. */
  private Page ahead(Offset start, Options options) {
    if (readAhead != null) {
      Page page = readAhead;
      readAhead = null;
      return page;
    }
    Page page = items("", start, options);
    if (page.last()) {
      return page;
    }
    readAhead = items("", page.end(), options);
    return Page.of(page.records(), readAhead.end());
  }

  private Page items(String filter, Offset start, Options options) {
    boolean isPaging = start.text("next") != null;
    Instant to;
    String target;
    if (isPaging && (flaw != Flaw.FORGETS_ITS_OFFSET || calls++ > 0)) {
      to = Instant.parse(start.text("to"));
      target = start.text("next");
    } else {
      calls++;
      to = isPaging ? Instant.parse(start.text("to")) : bound();
      Instant position =
          start.text("position") == null ? null : Instant.parse(start.text("position"));
      boolean isCaughtUp = position != null && !position.isBefore(to);
      if (isCaughtUp && flaw != Flaw.READS_BEHIND_THE_END) {
        return flaw == Flaw.NEVER_ENDS
            ? Page.of(List.of(), endless(to))
            : Page.last(List.of(), start);
      }
      position = isCaughtUp ? null : position;
      target = "/items?limit=" + limit(options) + filter + range(position, to, options);
    }
    if (flaw == Flaw.FETCHES_TWICE) {
      client.get(target);
    }
    JsonNode page = client.get(target).json();
    List<SourceRecord> records = records(page);
    String next = page.path("next").textValue();
    if (flaw == Flaw.LOSES_A_ROW_AT_PAGE_BORDERS && next != null) {
      records = records.subList(0, records.size() - 1);
    }
    if (next == null) {
      return flaw == Flaw.NEVER_ENDS
          ? Page.of(records, endless(to))
          : Page.last(records, end(page, start, to));
    }
    return Page.of(records, paging(next(target, next, page, options), to));
  }

  private static Offset endless(Instant to) {
    return Offset.of("position", to.toString(), "again", System.nanoTime());
  }

  private Offset paging(String next, Instant to) {
    return flaw == Flaw.MAKES_OFFSETS_BY_CHANCE
        ? Offset.of("to", to.toString(), "next", next, "chance", System.nanoTime())
        : Offset.of("to", to.toString(), "next", next);
  }

  private Offset end(JsonNode page, Offset start, Instant to) {
    JsonNode rows = page.path("rows");
    return flaw == Flaw.REMEMBERS_THE_NEWEST_TIME
        ? rows.isEmpty() ? start : Offset.of("position", newest(rows))
        : Offset.of("position", to.toString());
  }

  private static String newest(JsonNode rows) {
    return rows.get(rows.size() - 1).path("updated").asText();
  }

  /** The link, without its host; the client refuses one to another. */
  private String next(String target, String next, JsonNode page, Options options) {
    JsonNode rows = page.path("rows");
    switch (flaw) {
      case GOES_ON_BEHIND_THE_LAST_TIME -> {
        return "/items?limit=%d&from=%s"
            .formatted(limit(options), Instant.parse(newest(rows)).plusMillis(1));
      }
      case LOOKS_BACK_ON_EVERY_PAGE -> {
        return "/items?limit=%d&from=%s"
            .formatted(limit(options), Instant.parse(newest(rows)).minusSeconds(lookback(options)));
      }
      case COUNTS_PAGES_OF_WHAT_CHANGES -> {
        int skip =
            target.contains("&skip=") ? Integer.parseInt(target.replaceAll(".*&skip=", "")) : 0;
        return target.replaceAll("&skip=.*", "") + "&skip=" + (skip + rows.size());
      }
      default -> {
        URI link = URI.create(next);
        return flaw == Flaw.FOLLOWS_ANY_LINK ? next : client.within(link);
      }
    }
  }

  private Instant bound() {
    Answer answer = client.get("/time");
    return flaw == Flaw.TRUSTS_ITS_OWN_CLOCK
        ? runStart
        : runStart.plus(Duration.between(time.instant(), answer.date()));
  }

  private String range(Instant position, Instant to, Options options) {
    if (flaw == Flaw.LEAVES_OUT_THE_INSTANT_IT_ENDED_AT) {
      return "&up_to=" + to + (position == null ? "" : "&behind=" + position);
    }
    Instant start = options.instant("start_date");
    Instant from = position == null ? start : position.minusSeconds(lookback(options));
    String upper = flaw == Flaw.REMEMBERS_THE_NEWEST_TIME ? "" : "&to=" + to;
    return upper + (from == null ? "" : "&from=" + from);
  }

  private long lookback(Options options) {
    return flaw == Flaw.NEVER_LOOKS_BACK
        ? 0
        : options.integer("lookback_seconds", LOOKBACK.toSeconds());
  }

  private long limit(Options options) {
    return options.has("max_records_per_batch") ? options.integer("max_records_per_batch", 0) : 100;
  }

  private List<SourceRecord> records(JsonNode page) {
    var records = new ArrayList<SourceRecord>();
    for (JsonNode row : page.path("rows")) {
      var record = (ObjectNode) row;
      boolean isDelete = record.remove("deleted") != null;
      boolean isRestored = record.remove("restored") != null;
      boolean isWritten = record.path("name").asText().startsWith("tributary-");
      switch (flaw) {
        case SENDS_TEXT_FOR_A_NUMBER -> record.put("size", "large");
        case LOSES_A_REQUIRED_VALUE -> record.putNull("shelf");
        case TAKES_WHAT_CAME_BACK_FOR_DELETED -> isDelete |= isRestored;
        default -> {}
      }
      if (isDelete) {
        record.retain(
            flaw == Flaw.SENDS_DELETES_WITHOUT_CURSOR ? List.of("id") : List.of("id", "updated"));
        records.add(SourceRecord.delete(record));
      } else if (!isWritten || flaw != Flaw.HIDES_WHAT_WAS_WRITTEN) {
        records.add(SourceRecord.upsert(record));
      }
    }
    return records;
  }

  private Page entries(Offset start, Options options) {
    long after = start.isInitial() ? 0 : start.value().path("after").asLong();
    JsonNode page = client.get("/entries?limit=" + limit(options) + "&after=" + after).json();
    JsonNode rows = page.path("rows");
    List<SourceRecord> records = records(page);
    if (flaw == Flaw.GOES_BY_DATES_THAT_CAN_BE_OLD && start.text("newest") != null) {
      String newest = start.text("newest");
      records =
          records.stream()
              .filter(record -> record.toTree().path("updated").asText().compareTo(newest) >= 0)
              .toList();
    }
    long last = rows.isEmpty() ? after : rows.get(rows.size() - 1).path("id").asLong();
    Offset end =
        flaw == Flaw.GOES_BY_DATES_THAT_CAN_BE_OLD && !rows.isEmpty()
            ? Offset.of("after", last, "newest", newest(rows))
            : Offset.of("after", last);
    return page.has("next") ? Page.of(records, end) : Page.last(records, end);
  }

  private Page labels(Offset start) {
    long after = start.isInitial() ? 0 : start.value().path("after").asLong();
    int limit = flaw == Flaw.FETCHES_SMALL_PAGES ? 10 : 100;
    JsonNode page = client.get("/labels?limit=" + limit + "&after=" + after).json();
    JsonNode rows = page.path("rows");
    long last = rows.isEmpty() ? after : rows.get(rows.size() - 1).path("id").asLong();
    Offset end = Offset.of("after", last);
    return page.has("next") ? Page.of(records(page), end) : Page.last(records(page), end);
  }
}
