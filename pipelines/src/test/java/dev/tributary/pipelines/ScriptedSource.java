package dev.tributary.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A source whose tables are lists of changes that a test adds to, between runs and while one is
 * under way. Connectors made in other threads find it by its id. An offset is a place in a list.
 */
final class ScriptedSource {
  private static final Map<String, ScriptedSource> SOURCES = new ConcurrentHashMap<>();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POSITION = "position";
  private static final String AGAIN = "again";

  private final String id = UUID.randomUUID().toString();
  private final Map<String, Table> tables = new TreeMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Consumer<String> beforePage = request -> {};

  ScriptedSource() {
    SOURCES.put(id, this);
  }

  static ScriptedSource find(String id) {
    return SOURCES.get(id);
  }

  String id() {
    return id;
  }

  Table add(String name, StructType schema, TableMetadata metadata) {
    var table = new Table(name, schema, metadata);
    tables.put(name, table);
    return table;
  }

  Table table(String name) {
    return tables.get(name);
  }

  List<String> tableNames() {
    return List.copyOf(tables.keySet());
  }

  /** The requests since the last call, each as {@code list@position}. */
  List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** What happens when a page is asked for; what it throws is what the connector throws. */
  void beforePage(Consumer<String> action) {
    beforePage = action;
  }

  /** Fails from now on every request for the pages named as {@code list@position}. */
  void failAt(String... places) {
    beforePage(
        request -> {
          if (List.of(places).contains(request)) {
            throw new ConnectorException(Category.UNAVAILABLE, "Cannot read " + request);
          }
        });
  }

  void heal() {
    beforePage(request -> {});
  }

  /** A table: its changes, or those of its partitions, and what is deleted apart from them. */
  final class Table {
    private final String name;
    private final StructType schema;
    private final TableMetadata metadata;
    private final List<String> partitions = new CopyOnWriteArrayList<>();
    private final Map<String, List<SourceRecord>> lists = new ConcurrentHashMap<>();
    private volatile int pageSize = 2;
    private volatile String forgotten;

    private Table(String name, StructType schema, TableMetadata metadata) {
      this.name = name;
      this.schema = schema;
      this.metadata = metadata;
    }

    StructType schema() {
      return schema;
    }

    TableMetadata metadata() {
      return metadata;
    }

    List<String> partitions() {
      return List.copyOf(partitions);
    }

    Table withPartitions(String... names) {
      partitions.clear();
      partitions.addAll(List.of(names));
      return this;
    }

    Table withPageSize(int size) {
      pageSize = size;
      return this;
    }

    Table upsert(String... records) {
      return append(name, false, records);
    }

    /** Keeps no changes that older offsets stand before: they are read from the list's begin. */
    Table forget(String reason) {
      forgotten = reason;
      return this;
    }

    Optional<String> whyListedAnew(Offset start) {
      boolean isLost = !start.isInitial() && !start.value().has(AGAIN);
      return isLost ? Optional.ofNullable(forgotten) : Optional.empty();
    }

    /** Replaces all that is read of the table, as the list of a snapshot changes. */
    Table list(String... records) {
      list(name).clear();
      return upsert(records);
    }

    Table delete(String... records) {
      return append(name, true, records);
    }

    /** Adds to what is read of a partition. */
    Table upsertIn(String partition, String... records) {
      return append(name + "/" + partition, false, records);
    }

    /** Adds to what the flow of deletes returns. */
    Table deleteApart(String... records) {
      return append(name + "/deletes", true, records);
    }

    private Table append(String list, boolean isDelete, String... records) {
      List<SourceRecord> changes = list(list);
      for (String record : records) {
        try {
          ObjectNode tree = (ObjectNode) JSON.readTree(record.replace('\'', '"'));
          changes.add(isDelete ? SourceRecord.delete(tree) : SourceRecord.upsert(tree));
        } catch (JsonProcessingException e) {
          throw new IllegalArgumentException(record, e);
        }
      }
      return this;
    }

    private List<SourceRecord> list(String list) {
      return lists.computeIfAbsent(list, key -> new CopyOnWriteArrayList<>());
    }

    /** A page; the last says so, and an empty list's ends where it began. */
    Page page(String list, Offset start) {
      boolean isBegin = start.isInitial() || whyListedAnew(start).isPresent();
      int from = isBegin ? 0 : start.value().get(POSITION).asInt();
      String request = list + "@" + from;
      requests.add(request);
      beforePage.accept(request);
      List<SourceRecord> all = list(list);
      int to = Math.min(from + pageSize, all.size());
      if (to == from) {
        return Page.last(List.of(), start);
      }
      var records = new ArrayList<>(all.subList(from, to));
      Offset end = Offset.sparse(POSITION, to, AGAIN, forgotten != null);
      return to == all.size() ? Page.last(records, end) : Page.of(records, end);
    }
  }
}
