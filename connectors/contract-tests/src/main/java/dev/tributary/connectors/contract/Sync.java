package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.IngestionType;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Loads a table as the framework does: run by run, with the positions kept between them. */
final class Sync {
  /** What no table of a simulator comes near to. */
  static final int MOST_PAGES = 3_000;

  private final World world;
  private final ContractTable table;
  private final Options options;
  private final Map<List<String>, JsonNode> rows = new LinkedHashMap<>();
  private Offset position = Offset.INITIAL;
  private Offset deletesPosition = Offset.INITIAL;

  Sync(World world, ContractTable table, String... options) {
    this.world = world;
    this.table = table;
    this.options = world.options(table, options);
  }

  TableMetadata metadata() {
    try (LakeflowConnect connector = world.connector(world.now())) {
      return connector.tableMetadata(table.name(), options);
    }
  }

  private StructType schema() {
    try (LakeflowConnect connector = world.connector(world.now())) {
      return connector.tableSchema(table.name(), options);
    }
  }

  LakeflowConnect connector(Instant runStart) {
    return world.connector(runStart);
  }

  Options options() {
    return options;
  }

  Offset position() {
    return position;
  }

  Map<List<String>, JsonNode> rows() {
    return rows;
  }

  /** A run that begins now; its records in the order in which they were read. */
  List<SourceRecord> run() {
    TableMetadata metadata = metadata();
    var records = new ArrayList<SourceRecord>();
    if (metadata.ingestionType() == IngestionType.SNAPSHOT) {
      rows.clear();
      int listings = metadata.snapshotPaging() == SnapshotPaging.SHIFTING ? 2 : 1;
      for (int listing = 0; listing < listings; listing++) {
        records.addAll(records(pages(Offset.INITIAL, world.now())));
      }
    } else {
      List<Page> pages = pages(position, world.now());
      records.addAll(records(pages));
      position = end(pages);
      if (metadata.deletesRead()) {
        List<Page> deletes = deletePages(deletesPosition, world.now());
        records.addAll(records(deletes));
        deletesPosition = end(deletes);
      }
    }
    records.forEach(record -> apply(record, metadata));
    return records;
  }

  /** The pages of one run's read from an offset, by one instance. */
  List<Page> pages(Offset from, Instant runStart) {
    try (LakeflowConnect connector = world.connector(runStart)) {
      return walk(table.name(), from, start -> connector.readTable(table.name(), start, options));
    }
  }

  /** As {@link #pages}, with another instance for each page. */
  List<Page> pagesByMany(Offset from, Instant runStart) {
    return walk(
        table.name(),
        from,
        start -> {
          try (LakeflowConnect connector = world.connector(runStart)) {
            return connector.readTable(table.name(), Offset.parse(start.json()), options);
          }
        });
  }

  List<Page> deletePages(Offset from, Instant runStart) {
    try (LakeflowConnect connector = world.connector(runStart)) {
      return walk(
          table.name(), from, start -> connector.readTableDeletes(table.name(), start, options));
    }
  }

  List<String> partitions(Instant runStart) {
    try (LakeflowConnect connector = world.connector(runStart)) {
      return connector instanceof SupportsPartitions partitioned
          ? partitioned.partitions(table.name(), options)
          : List.of();
    }
  }

  /** As {@link #pages}, of a partition; of the table as a whole if that is null. */
  List<Page> pages(String partition, Offset from, Instant runStart) {
    if (partition == null) {
      return pages(from, runStart);
    }
    try (LakeflowConnect connector = world.connector(runStart)) {
      var partitioned = (SupportsPartitions) connector;
      return walk(
          table.name(),
          from,
          start -> partitioned.readPartition(table.name(), partition, start, options));
    }
  }

  /** Reads to the end; that there is one is part of the contract. */
  static List<Page> walk(String table, Offset from, Function<Offset, Page> read) {
    var pages = new ArrayList<Page>();
    Offset start = from;
    while (true) {
      Page page = read.apply(start);
      pages.add(page);
      if (page.last() || page.end().equals(start)) {
        return pages;
      }
      start = page.end();
      assertThat(pages.size())
          .as("pages of table '%s', a read of which must end; the last offset is %s", table, start)
          .isLessThan(MOST_PAGES);
    }
  }

  static Offset end(List<Page> pages) {
    return pages.get(pages.size() - 1).end();
  }

  static List<SourceRecord> records(List<Page> pages) {
    return pages.stream().flatMap(page -> page.records().stream()).toList();
  }

  private void apply(SourceRecord record, TableMetadata metadata) {
    JsonNode row = record.toTree();
    List<String> key = Row.key(row, metadata);
    JsonNode stored = rows.get(key);
    if (stored != null && metadata.ingestionType() == IngestionType.APPEND) {
      return;
    }
    if (stored == null || Row.isAtLeast(row, stored, metadata)) {
      rows.put(key, record.kind() == ChangeKind.DELETE ? tombstone(row) : row);
    }
  }

  /** Kept, so that an older upsert does not bring the row back. */
  private static JsonNode tombstone(JsonNode row) {
    return ((ObjectNode) row).put("tributary_deleted", true);
  }

  /** Asserts that what was loaded is what the source has. */
  void assertEqualsSource(String situation) {
    TableMetadata metadata = metadata();
    StructType schema = schema();
    var expected = new LinkedHashMap<List<String>, JsonNode>();
    world.change(
        () -> world.table(table).rows().forEach(row -> expected.put(Row.key(row, metadata), row)));
    var living = new LinkedHashMap<>(rows);
    living.values().removeIf(row -> row.path("tributary_deleted").asBoolean());
    assertThat(living.keySet())
        .as("keys of table '%s' %s", table, situation)
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (key, row) ->
            schema.fields().stream()
                .filter(column -> row.has(column.name()))
                // Equal values, of which nearly all are, have equal texts.
                .filter(
                    column -> !row.get(column.name()).equals(living.get(key).get(column.name())))
                .forEach(
                    column ->
                        assertThat(text(living.get(key), column))
                            .as("%s of %s in table '%s' %s", column.name(), key, table, situation)
                            .isEqualTo(text(row, column))));
  }

  /** As text: a number may be an int here and a long there. */
  private static String text(JsonNode row, Field column) {
    return Row.columns(row.path(column.name()), column.type()).toString();
  }
}
