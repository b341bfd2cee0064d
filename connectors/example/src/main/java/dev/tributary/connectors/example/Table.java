package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.IngestionType;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;

/** One table of the source: what it looks like and where its records come from. */
interface Table {
  String name();

  TableMetadata metadata();

  StructType schema();

  /** What a read of the table returns. */
  Feed changes(Demo demo);

  /** What a read of the table's deletes returns; asked only of tables whose metadata says so. */
  default Feed deletes(Demo demo) {
    throw new ConnectorException(
        ConnectorException.Category.CONFIGURATION,
        "Cannot read deletes of table '" + name() + "': it has no flow of deletes");
  }

  /** The names of the table's partitions; empty if it is read as a whole. */
  default List<String> partitions() {
    return List.of();
  }

  /** What a read of a partition returns; asked only for the partitions above. */
  default Feed partition(Demo demo, String partition) {
    throw new IllegalStateException("Table '" + name() + "' has no partition '" + partition + "'");
  }

  default boolean incremental() {
    return metadata().ingestionType() != IngestionType.SNAPSHOT;
  }
}
