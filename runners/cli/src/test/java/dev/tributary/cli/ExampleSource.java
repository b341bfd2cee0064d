package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.example.ExampleConnectorProvider;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the example source says of a day, and what a table of it must hold then. */
final class ExampleSource {
  private final ExampleConnectorProvider provider = new ExampleConnectorProvider();
  private final LakeflowConnect connector;

  ExampleSource(long records, long day) {
    Options options =
        Options.check(
                provider.connectionOptions(),
                Map.of("records", LongNode.valueOf(records), "day", LongNode.valueOf(day)))
            .orThrow();
    connector = provider.create(options, new ConnectorContext(Instant.EPOCH, ReadMetrics.NONE));
  }

  /** The rows of a table that is kept as the source is, as JSON texts. */
  List<String> rows(String table, List<String> keys, String sequence) {
    var newest = new LinkedHashMap<List<String>, SourceRecord>();
    for (SourceRecord change : changes(table)) {
      JsonNode tree = change.toTree();
      List<String> key = keys.stream().map(name -> tree.path(name).asText()).toList();
      SourceRecord known = newest.get(key);
      if (known == null || wins(change, known, sequence)) {
        newest.put(key, change);
      }
    }
    return newest.values().stream()
        .filter(record -> record.kind() == ChangeKind.UPSERT)
        .map(ExampleSource::text)
        .toList();
  }

  /** The records of a table that is only ever added to, or that is read as a whole. */
  List<String> all(String table) {
    return changes(table).stream().map(ExampleSource::text).toList();
  }

  private static boolean wins(SourceRecord change, SourceRecord known, String sequence) {
    int order = sequence(change, sequence).compareTo(sequence(known, sequence));
    return order > 0 || (order == 0 && known.kind() == ChangeKind.UPSERT);
  }

  private static BigDecimal sequence(SourceRecord record, String name) {
    JsonNode value = record.toTree().path(name);
    if (value.isIntegralNumber()) {
      return value.decimalValue();
    }
    Instant time = Instant.parse(value.asText());
    return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }

  private List<SourceRecord> changes(String table) {
    Options options = Options.check(provider.tableOptions(table), Map.of()).orThrow();
    var partitioned = (SupportsPartitions) connector;
    List<SourceRecord> changes = new ArrayList<>();
    List<String> partitions = partitioned.partitions(table, options);
    if (partitions.isEmpty()) {
      changes.addAll(all(from -> connector.readTable(table, from, options)));
    }
    for (String partition : partitions) {
      changes.addAll(all(from -> partitioned.readPartition(table, partition, from, options)));
    }
    if (connector.tableMetadata(table, options).deletesRead()) {
      changes.addAll(all(from -> connector.readTableDeletes(table, from, options)));
    }
    return changes;
  }

  private static List<SourceRecord> all(Function<Offset, Page> read) {
    List<SourceRecord> records = new ArrayList<>();
    Page page = read.apply(Offset.INITIAL);
    records.addAll(page.records());
    while (!page.last()) {
      page = read.apply(page.end());
      records.addAll(page.records());
    }
    return records;
  }

  private static String text(SourceRecord record) {
    return new String(record.toBytes(), StandardCharsets.UTF_8);
  }
}
