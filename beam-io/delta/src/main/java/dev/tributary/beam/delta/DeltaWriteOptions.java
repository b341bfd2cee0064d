package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.Row;
import org.apache.hadoop.fs.Path;

/** What a user asked of a {@link DeltaWrite}, and whether that fits together. */
final class DeltaWriteOptions implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Duration TOMBSTONE_RETENTION = Duration.ofDays(2);

  /** The method of {@link DeltaIO} that it began with. */
  enum Kind {
    APPEND,
    UPSERT,
    HISTORY,
    SNAPSHOT;

    String methodName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return methodName() + "()";
    }
  }

  final Kind kind;
  String path;
  SerializableFunction<Row, String> paths;
  List<String> keys = List.of();
  List<String> sequenceBy = List.of();
  List<String> clusterBy = List.of();
  String changeKind;
  TrackedColumns tracked = TrackedColumns.all();
  DeletedRows deletedRows = DeletedRows.REMOVED;
  boolean keepsHistory;
  MassDelete massDelete = MassDelete.REFUSE;
  Duration tombstoneRetention;
  Map<String, String> hadoopOptions = Map.of();
  boolean rejectsRows;
  ErrorHandler<BadRecord, ?> errorHandler;

  DeltaWriteOptions(Kind kind) {
    this.kind = kind;
  }

  DeltaWriteOptions(DeltaWriteOptions other) {
    kind = other.kind;
    path = other.path;
    paths = other.paths;
    keys = other.keys;
    sequenceBy = other.sequenceBy;
    clusterBy = other.clusterBy;
    changeKind = other.changeKind;
    tracked = other.tracked;
    deletedRows = other.deletedRows;
    keepsHistory = other.keepsHistory;
    massDelete = other.massDelete;
    tombstoneRetention = other.tombstoneRetention;
    hadoopOptions = other.hadoopOptions;
    rejectsRows = other.rejectsRows;
    errorHandler = other.errorHandler;
  }

  WriteMode mode() {
    return switch (kind) {
      case APPEND -> keys.isEmpty() ? WriteMode.APPEND : WriteMode.INSERT;
      case UPSERT -> WriteMode.UPSERT;
      case HISTORY -> WriteMode.HISTORY;
      case SNAPSHOT -> keepsHistory ? WriteMode.SNAPSHOT_HISTORY : WriteMode.SNAPSHOT;
    };
  }

  /** Which table a row belongs to. */
  SerializableFunction<Row, String> destination() {
    String only = path;
    SerializableFunction<Row, String> of = paths;
    return only == null ? row -> oneSpelling(of.apply(row)) : row -> only;
  }

  /** Two spellings of a path would be two runs at its table, and two snapshots undo each other. */
  private static String oneSpelling(String path) {
    return path == null || path.isBlank() ? path : new Path(path).toString();
  }

  /** The destination as errors and graphs show it. */
  String where() {
    return path == null ? "several tables" : path;
  }

  boolean setsBadRowsAside() {
    return rejectsRows || errorHandler != null;
  }

  /** The field that says what kind of change a row is. */
  ChangeKindField changeKind(Schema schema) {
    String name =
        changeKind == null && schema.hasField(DeltaIO.CHANGE_KIND)
            ? DeltaIO.CHANGE_KIND
            : changeKind;
    if (name == null) {
      return ChangeKindField.NONE;
    }
    requireField(schema, name, "change kind");
    require(
        schema.getField(name).getType().getTypeName() == TypeName.STRING,
        "the change kind '" + name + "' is no STRING",
        "Make it one, with the values 'upsert' and 'delete'");
    return new ChangeKindField(name, schema.indexOf(name));
  }

  /**
   * The tables, but for their paths where rows tell these.
   *
   * @throws IllegalArgumentException if the options do not fit together, or the fields do not fit
   *     them; the message says what to do
   */
  DeltaTarget target(Schema schema) {
    checkOptions();
    String kindField = changeKind(schema).name();
    keys.forEach(key -> requireColumn(schema, key, kindField, "key"));
    sequenceBy.forEach(column -> requireColumn(schema, column, kindField, "sequence"));
    clusterBy.forEach(column -> requireColumn(schema, column, kindField, "cluster"));
    tracked.columns().forEach(column -> requireField(schema, column, "tracked column"));
    StructType columns = new RowColumns(schema, kindField).schema();
    for (String column : columns.getFieldNames()) {
      require(
          !column.startsWith("_tributary_")
              && !column.equalsIgnoreCase(HistoryShape.START)
              && !column.equalsIgnoreCase(HistoryShape.END),
          "the name of the field '" + column + "' is reserved",
          "Rename it before");
    }
    var target =
        new DeltaTarget(
            where(),
            columns.toJson(),
            keys,
            sequenceBy,
            mode(),
            tracked,
            deletedRows,
            tombstoneRetention == null ? TOMBSTONE_RETENTION : tombstoneRetention,
            Set.of(),
            massDelete,
            hadoopOptions);
    SchemaEvolution.create(where(), target.tableSchema());
    return target;
  }

  private void checkOptions() {
    require(
        (path == null) != (paths == null), "it is not known where to", "Name the table with to(…)");
    WriteMode mode = mode();
    boolean isOfChanges = kind == Kind.UPSERT || kind == Kind.HISTORY;
    require(
        kind == Kind.APPEND || !keys.isEmpty(),
        kind + " has no keys",
        "Name the columns that identify a row with withPrimaryKeys(…)");
    require(
        !isOfChanges || !sequenceBy.isEmpty(),
        kind + " has no sequence",
        "Name the column by which the changes of a key are ordered with withSequenceBy(…)");
    require(isOfChanges || sequenceBy.isEmpty(), kind + " takes no sequence", "Leave it out");
    require(
        mode.keepsHistory() || tracked.equals(TrackedColumns.all()),
        kind + " tracks no columns, for it keeps no history",
        "Leave them out, or use history() or snapshot().withHistory()");
    require(
        mode.losesRows() || deletedRows == DeletedRows.REMOVED,
        kind + (keepsHistory ? " with history" : "") + " marks no deletes",
        "Leave that out");
    require(
        kind == Kind.SNAPSHOT || !keepsHistory, kind + " takes no withHistory()", "Use history()");
    require(
        kind == Kind.SNAPSHOT || massDelete == MassDelete.REFUSE,
        kind + " deletes nothing by itself",
        "Leave withMassDeletes() out");
    require(
        isOfChanges || tombstoneRetention == null,
        kind + " remembers no deletes",
        "Leave withTombstoneRetention(…) out");
    require(
        clusterBy.isEmpty() || mode == WriteMode.APPEND,
        "a table with keys is clustered by them",
        "Leave withClusterBy(…) out, or name the columns first that are to lead among the keys");
  }

  private void requireColumn(Schema schema, String column, String kindField, String what) {
    requireField(schema, column, what + " column");
    require(
        !column.equals(kindField),
        "the " + what + " column '" + column + "' is the change kind, which is not stored",
        "Name another one");
    TypeKind type = TypeKind.of(BeamType.of(schema.getField(column).getType(), column).type());
    require(
        type != TypeKind.STRUCT && type != TypeKind.ARRAY && type != TypeKind.MAP,
        "the " + what + " column '" + column + "' has no order",
        "Use a field that is no row, array or map");
  }

  private void requireField(Schema schema, String name, String what) {
    require(
        schema.hasField(name),
        "the " + what + " '" + name + "' is not among the fields " + schema.getFieldNames(),
        "Name one of these");
  }

  private void require(boolean holds, String problem, String wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Cannot write to " + where() + ": " + problem + ". " + wayOut + ".");
    }
  }

  static List<String> list(String... columns) {
    return List.copyOf(Arrays.asList(columns));
  }
}
