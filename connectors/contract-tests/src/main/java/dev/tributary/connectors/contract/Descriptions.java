package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.IngestionType;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks of what a connector says of its tables. */
final class Descriptions {
  private Descriptions() {}

  static void allTablesAreNamed(ConnectorProvider provider, List<ContractTable> tables) {
    assertThat(tables.stream().map(ContractTable::name).distinct().toList())
        .as("tables that are checked, of those that connector '%s' knows", provider.name())
        .containsAll(provider.knownTables());
  }

  static void unknownTable(World world, ContractTable table) {
    Options options = world.options(table);
    String close = table.name() + "x";
    try (LakeflowConnect connector = world.connector(world.now())) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> world.provider().tableOptions(close),
              () -> connector.tableSchema(close, options),
              () -> connector.tableMetadata(close, options),
              () -> connector.readTable(close, Offset.INITIAL, options))) {
        ConnectorException e = catchThrowableOfType(ConnectorException.class, call);
        assertThat(e).as("a ConnectorException for the unknown table '%s'", close).isNotNull();
        assertThat(e.category()).isEqualTo(ConnectorException.Category.CONFIGURATION);
        assertThat(e)
            .hasMessageContaining("'" + close + "'")
            .hasMessageContaining("'" + table + "'");
      }
      assertThat(connector.listTables()).contains(table.name());
    }
  }

  static void stable(World world, ContractTable table) {
    Options options = world.options(table);
    try (LakeflowConnect one = world.connector(world.now());
        LakeflowConnect other = world.connector(world.now())) {
      StructType schema = one.tableSchema(table.name(), options);
      TableMetadata metadata = one.tableMetadata(table.name(), options);
      assertThat(one.tableSchema(table.name(), options)).as("schema, again").isEqualTo(schema);
      assertThat(one.tableMetadata(table.name(), options)).as("metadata").isEqualTo(metadata);
      assertThat(other.tableSchema(table.name(), options)).as("schema").isEqualTo(schema);
      assertThat(other.tableMetadata(table.name(), options)).as("metadata").isEqualTo(metadata);
      assertThat(other.listTables()).as("tables, in order").isEqualTo(one.listTables());
    }
  }

  static void keysAndCursor(World world, ContractTable table) {
    Options options = world.options(table);
    try (LakeflowConnect connector = world.connector(world.now())) {
      StructType schema = connector.tableSchema(table.name(), options);
      TableMetadata metadata = connector.tableMetadata(table.name(), options);
      for (String key : metadata.primaryKeys()) {
        assertRequired(schema, key, "key");
      }
      if (metadata.cursorField() != null) {
        assertRequired(schema, metadata.cursorField(), "cursor");
      }
    }
  }

  private static void assertRequired(StructType schema, String name, String what) {
    Field field = schema.field(name);
    assertThat(field).as("column of the %s '%s'", what, name).isNotNull();
    assertThat(field.nullable()).as("whether the %s '%s' can be null", what, name).isFalse();
  }

  static void options(World world, ContractTable table) {
    TableMetadata metadata = new Sync(world, table).metadata();
    List<String> names = ConnectorContractTest.names(world.provider().tableOptions(table.name()));
    if (metadata.ingestionType() != IngestionType.SNAPSHOT
        && table.whyNot(Capability.PAGE_LIMIT).isEmpty()) {
      assertThat(names)
          .as("options of table '%s'", table)
          .contains("start_date", "max_records_per_batch");
    }
    if (metadata.cursorField() != null && table.whyNot(Capability.LOOKBACK).isEmpty()) {
      assertThat(names).as("options of table '%s'", table).contains("lookback_seconds");
    }
  }
}
