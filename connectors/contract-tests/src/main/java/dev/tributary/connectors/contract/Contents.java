package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.beam.lakeflow.RecordConverter;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import dev.tributary.simulators.SimulatedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks of what records hold. */
final class Contents {
  private Contents() {}

  static void notEmpty(World world, ContractTable table) {
    assertThat(new Sync(world, table).run()).as("records of table '%s'", table).isNotEmpty();
  }

  static void converts(World world, ContractTable table) {
    var converter = new RecordConverter(schema(world, table));
    for (SourceRecord record : upserts(world, table)) {
      assertThatCode(() -> converter.convert(record))
          .as("conversion of %s", record.toTree())
          .doesNotThrowAnyException();
    }
    assertThat(converter.takeUnknownFields())
        .as("properties of records that are no columns of table '%s'", table)
        .isEmpty();
  }

  static void required(World world, ContractTable table) {
    List<String> required =
        schema(world, table).fields().stream()
            .filter(field -> !field.nullable())
            .map(Field::name)
            .toList();
    for (SourceRecord record : upserts(world, table)) {
      JsonNode row = record.toTree();
      assertThat(required).as("columns that are never null, of %s", row).allMatch(row::hasNonNull);
    }
  }

  static void populated(World world, ContractTable table) {
    StructType schema = schema(world, table);
    Set<String> declared = new TreeSet<>();
    paths(schema, "", declared);
    Set<String> seen = new TreeSet<>();
    upserts(world, table).forEach(record -> see(schema, record.toTree(), "", seen));
    declared.removeAll(seen);
    assertThat(declared)
        .as("columns of table '%s' that no record has, other than those that say why", table)
        .isEqualTo(new TreeSet<>(table.unpopulated().keySet()));
  }

  static void deletes(World world, ContractTable table) {
    var sync = new Sync(world, table);
    TableMetadata metadata = sync.metadata();
    if (metadata.cursorField() == null) {
      // What a snapshot lacks is deleted; Changes checks it.
      return;
    }
    List<SourceRecord> deletes = deletes(sync.run());
    if (deletes.isEmpty() && table.whyNot(Capability.CHANGES).isEmpty()) {
      // A source may tell of deletes only to who has read its rows before.
      deletes = deletesOfAKnownRow(world, table, sync);
    }
    assertThat(deletes).as("deletes of table '%s'", table).isNotEmpty();
    List<String> members = new ArrayList<>(metadata.primaryKeys());
    members.add(metadata.cursorField());
    for (SourceRecord delete : deletes) {
      assertThat(members)
          .as("key and cursor, of the delete %s", delete.toTree())
          .allMatch(name -> delete.toTree().hasNonNull(name));
    }
  }

  private static List<SourceRecord> deletesOfAKnownRow(
      World world, ContractTable table, Sync sync) {
    SimulatedTable rows = world.table(table);
    var id = new String[1];
    world.change(() -> id[0] = rows.insert(world.now()));
    world.settle();
    sync.run();
    world.change(() -> rows.delete(id[0], world.now()));
    world.settle();
    return deletes(sync.run());
  }

  private static List<SourceRecord> deletes(List<SourceRecord> records) {
    return records.stream().filter(record -> record.kind() == ChangeKind.DELETE).toList();
  }

  private static StructType schema(World world, ContractTable table) {
    try (LakeflowConnect connector = world.connector(world.now())) {
      return connector.tableSchema(table.name(), world.options(table));
    }
  }

  private static List<SourceRecord> upserts(World world, ContractTable table) {
    return new Sync(world, table)
        .run().stream().filter(record -> record.kind() == ChangeKind.UPSERT).toList();
  }

  private static void paths(DataType type, String path, Set<String> paths) {
    if (!path.isEmpty()) {
      paths.add(path);
    }
    if (type instanceof StructType struct) {
      struct.fields().forEach(field -> paths(field.type(), below(path, field.name()), paths));
    } else if (type instanceof ArrayType array) {
      paths(array.element(), below(path, "*"), paths);
    } else if (type instanceof MapType map) {
      paths(map.value(), below(path, "*"), paths);
    }
  }

  private static void see(DataType type, JsonNode value, String path, Set<String> seen) {
    if (value.isNull() || value.isMissingNode()) {
      return;
    }
    seen.add(path);
    if (type instanceof StructType struct) {
      for (Field field : struct.fields()) {
        see(field.type(), value.path(field.name()), below(path, field.name()), seen);
      }
    } else if (type instanceof ArrayType array) {
      value.forEach(element -> see(array.element(), element, below(path, "*"), seen));
    } else if (type instanceof MapType map) {
      value.forEach(element -> see(map.value(), element, below(path, "*"), seen));
    }
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }
}
