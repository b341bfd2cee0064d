package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.SupportsNamespaces;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.SupportsRanges;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connector of a {@link Numbers} source: a table of numbers from 0 on for each partition, whose
 * offsets are how many were read. Table {@code opaque} holds the same and has no ranges.
 */
public final class NumbersProvider implements ConnectorProvider {
  static final String NAME = "numbers";
  private static final List<String> TABLES = List.of("numbers", "opaque");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Numbers";
  }

  @Override
  public List<Option> connectionOptions() {
    return List.of(Option.of("id", Option.Type.STRING, "The id of the source.").asRequired());
  }

  @Override
  public List<Option> tableOptions(String table) {
    if (!TABLES.contains(table)) {
      throw Names.unknownTable(NAME, table, TABLES);
    }
    return List.of(
        Option.of("team", Option.Type.STRING, "Whose numbers.").asRequired().asSourceIdentity(),
        Option.of("columns", Option.Type.LIST, "Further columns."));
  }

  @Override
  public List<String> knownTables() {
    return TABLES;
  }

  @Override
  public String account(Options connection) {
    return "numbers.example";
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new Connector(Numbers.find(connection.string("id")), context);
  }

  private record Connector(Numbers source, ConnectorContext context)
      implements LakeflowConnect, SupportsPartitions, SupportsRanges, SupportsNamespaces {
    @Override
    public List<String> listTables() {
      return TABLES;
    }

    @Override
    public StructType tableSchema(String table, Options options) {
      var fields = new ArrayList<Field>();
      fields.add(Field.required("id", Primitive.LONG));
      fields.add(Field.of("team", Primitive.STRING));
      fields.add(Field.of("updated_at", Primitive.TIMESTAMP));
      options.list("columns").forEach(name -> fields.add(Field.of(name, Primitive.STRING)));
      return new StructType(fields);
    }

    @Override
    public TableMetadata tableMetadata(String table, Options options) {
      return source.hasDeletes()
          ? TableMetadata.cdcWithDeletesRead("updated_at", "team", "id")
          : TableMetadata.cdc("updated_at", "team", "id");
    }

    @Override
    public List<String> partitions(String table, Options options) {
      return source.partitions();
    }

    @Override
    public boolean isRanged(String table, Options options) {
      return table.equals("numbers");
    }

    @Override
    public Offset latestOffset(String table, String partition, Options options) {
      return Numbers.offset(source.size(partition));
    }

    @Override
    public Page readTable(String table, Offset start, Options options) {
      return readPartition(table, null, start, options);
    }

    @Override
    public Page readPartition(String table, String partition, Offset start, Options options) {
      long size = source.size(partition);
      Page page =
          page(partition, at(start), Math.min(size, at(start) + source.pageSize()), options);
      return at(page.end()) == size ? Page.last(page.records(), page.end()) : page;
    }

    @Override
    public Page readRange(
        String table, String partition, Offset start, Offset end, Options options) {
      if (at(start) > at(end)) {
        throw new ConnectorException(Category.CONFIGURATION, "Start lies behind the end");
      }
      long to = Math.min(at(end), at(start) + source.pageSize());
      Page page = page(partition, at(start), to, options);
      return to == at(end) ? Page.last(page.records(), end) : page;
    }

    private Page page(String partition, long from, long to, Options options) {
      context.metrics().request();
      source.fetched(partition, from, to);
      var records = new ArrayList<SourceRecord>();
      for (long i = from; i < to; i++) {
        records.add(
            SourceRecord.upsert(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("id", source.id(partition, i))
                    .put("team", options.string("team"))
                    .put("updated_at", Instant.ofEpochSecond(i * 60).toString())));
      }
      return Page.of(records, Numbers.offset(to));
    }

    @Override
    public Page readTableDeletes(String table, Offset start, Options options) {
      return Page.last(
          List.of(
              SourceRecord.delete(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("id", -1)
                      .put("team", options.string("team"))
                      .put("updated_at", "2025-01-31T12:00:00Z"))),
          Offset.of("deletes", 1));
    }

    @Override
    public Optional<Offset> between(
        String table,
        String partition,
        Offset start,
        Offset end,
        double fraction,
        Options options) {
      long length = at(end) - at(start);
      long before = Math.max(1, Math.min(length - 1, Math.round(length * fraction)));
      return length < 2 ? Optional.empty() : Optional.of(Numbers.offset(at(start) + before));
    }

    @Override
    public double size(String table, String partition, Offset start, Offset end, Options options) {
      return Math.max(0, at(end) - at(start));
    }

    @Override
    public List<List<String>> namespaces(List<String> prefix) {
      return prefix.isEmpty() ? List.of(List.of("blue")) : List.of();
    }

    @Override
    public List<String> tablesIn(List<String> namespace) {
      return namespace.isEmpty() ? List.of() : TABLES;
    }

    @Override
    public Map<String, Object> namespaceOptions(List<String> namespace) {
      if (!namespace.equals(List.of("blue"))) {
        throw new ConnectorException(
            Category.CONFIGURATION, "Unknown namespace " + namespace + ". Did you mean [blue]?");
      }
      return Map.of("team", "blue");
    }

    private static long at(Offset offset) {
      return offset.isInitial() ? 0 : offset.value().path("at").asLong();
    }
  }
}
