package dev.tributary.beam.lakeflow;

import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.IngestionType;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/**
 * What is known of a table when a pipeline is made.
 *
 * @param columns the columns of the source
 * @param keys its primary keys; may be empty
 * @param cursor the column that orders changes, or null
 * @param deletes what becomes of deletes
 * @param readsDeletes whether they are a flow of their own that is read
 * @param paging how a list of all rows is paged; null where reads go on from positions
 */
record TableShape(
    StructType columns,
    List<String> keys,
    String cursor,
    Deletes deletes,
    boolean readsDeletes,
    SnapshotPaging paging)
    implements Serializable {

  /** What becomes of a table's deletes. */
  enum Deletes {
    /** It has none. */
    NONE,
    /** They are rows of their own kind. */
    ROWS,
    /** They are left out. */
    DROPPED
  }

  TableShape {
    Objects.requireNonNull(columns, "columns");
    Objects.requireNonNull(deletes, "deletes");
    keys = List.copyOf(keys);
    if (deletes == Deletes.ROWS) {
      for (String name : columns.names()) {
        if (name.equalsIgnoreCase(LakeflowIO.CHANGE_KIND)) {
          throw new ConnectorException(
              ConnectorException.Category.CONFIGURATION,
              "Cannot tell deleted rows: the table has a column '"
                  + name
                  + "' of its own. Read it with withoutDeletes()");
        }
      }
    }
  }

  static TableShape of(OpenTable table, boolean dropsDeletes) {
    TableMetadata metadata = table.metadata();
    boolean hasDeletes = metadata.ingestionType() == IngestionType.CDC_WITH_DELETES;
    return new TableShape(
        table.schema(),
        metadata.primaryKeys(),
        metadata.cursorField(),
        !hasDeletes ? Deletes.NONE : dropsDeletes ? Deletes.DROPPED : Deletes.ROWS,
        metadata.deletesRead() && !dropsDeletes,
        metadata.snapshotPaging());
  }

  /** Whether every read lists all rows. */
  boolean isSnapshot() {
    return paging != null;
  }

  /** How often all rows are listed: a row that moves while pages shift is on one of two lists. */
  int listings() {
    return paging == SnapshotPaging.SHIFTING ? 2 : 1;
  }

  boolean hasChangeKind() {
    return deletes == Deletes.ROWS;
  }

  /** The schema of its rows. */
  Schema schema() {
    Schema.Builder schema = Schema.builder().addFields(RowTypes.fields(columns));
    if (hasChangeKind()) {
      schema.addField(
          Schema.Field.of(LakeflowIO.CHANGE_KIND, FieldType.STRING)
              .withDescription("upsert, or delete: then only keys and cursor have values"));
    }
    return schema.build();
  }
}
