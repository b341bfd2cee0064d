package dev.tributary.pipelines;

import dev.tributary.beam.delta.DeletedRows;
import dev.tributary.beam.delta.DeltaTarget;
import dev.tributary.beam.delta.MassDelete;
import dev.tributary.beam.delta.TrackedColumns;
import dev.tributary.beam.delta.WriteMode;
import dev.tributary.beam.lakeflow.ConnectorSource;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.IngestionType;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.Secrets;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import dev.tributary.pipelines.JobPlanner.Request;
import dev.tributary.spec.ColumnSettings;
import dev.tributary.spec.Deletes;
import dev.tributary.spec.OnBadRecord;
import dev.tributary.spec.Problems;
import dev.tributary.spec.ScdType;
import dev.tributary.spec.TableSettings;
import dev.tributary.spec.TableSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the job of one table out of its spec and what its connector says of it. A connector whose
 * source alone knows the columns asks for them here.
 */
final class TablePlanner {
  private static final List<String> RESERVED = List.of("__start_at", "__end_at");
  private static final String RESERVED_PREFIX = "_tributary_";

  private final ConnectorProvider provider;
  private final Optional<Options> connection;
  private final Optional<String> demoAccount;
  private final Request request;
  private final Instant runStart;
  private final Problems problems;

  TablePlanner(ResolvedConnection resolved, Request request, Instant runStart, Problems problems) {
    this.provider = resolved.provider();
    this.connection = resolved.options();
    this.demoAccount = resolved.demoAccount();
    this.request = request;
    this.runStart = runStart;
    this.problems = problems;
  }

  /** The job, or empty if there is a problem, which is told then. */
  Optional<PlannedTable> plan(TableSpec spec) {
    Optional<Options> options = options(spec);
    if (options.isEmpty() || connection.isEmpty()) {
      return Optional.empty();
    }
    Secrets secrets = Secrets.NONE.and(connection.get()).and(options.get());
    try (LakeflowConnect connector =
        provider.create(connection.get(), new ConnectorContext(runStart, ReadMetrics.NONE))) {
      StructType schema = connector.tableSchema(spec.sourceTable(), options.get());
      TableMetadata metadata = connector.tableMetadata(spec.sourceTable(), options.get());
      return plan(spec, options.get(), secrets, schema, metadata).map(job -> job);
    } catch (ConnectorException e) {
      String message = secrets.clean(e.getMessage());
      if (e.category() != ConnectorException.Category.CONFIGURATION) {
        // The spec is not to blame: the other tables are loaded.
        return Optional.of(
            new UnreadTable(spec.sourceTable(), spec.destination().toString(), message));
      }
      problems.add(spec.sourceTablePointer(), message);
      return Optional.empty();
    }
  }

  private Optional<Options> options(TableSpec spec) {
    try {
      return spec.check(provider.tableOptions(spec.sourceTable()), problems);
    } catch (ConnectorException e) {
      problems.add(spec.sourceTablePointer(), e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<TableJob> plan(
      TableSpec spec, Options options, Secrets secrets, StructType schema, TableMetadata metadata) {
    int before = problems.list().size();
    ColumnChoice columns = ColumnChoice.of(schema, columns(spec, metadata));
    checkNames(spec, columns.loaded());
    checkColumns(spec, "primary_keys", keys(spec, metadata), schema);
    checkColumns(spec, "sequence_by", sequenceBy(spec, metadata), schema);
    new ColumnChecks(spec, schema, problems)
        .check(keys(spec, metadata), sequenceBy(spec, metadata));
    Writing writing = writing(spec, metadata);
    checkMarks(spec, writing.mode(), metadata.ingestionType());
    if (metadata.ingestionType() == IngestionType.SNAPSHOT
        && spec.settings().onBadRecord() == OnBadRecord.QUARANTINE) {
      problems.add(
          spec.configurationPointer("on_bad_record"),
          "Table '"
              + spec.sourceTable()
              + "' is read as snapshots: the rows of records that are set aside would be deleted,"
              + " as if they were gone. Use 'fail'.");
    }
    if (problems.list().size() > before) {
      return Optional.empty();
    }
    TableSettings settings = spec.settings();
    var target =
        new DeltaTarget(
            spec.destination().path(request.warehouse()),
            columns.tableSchema().toJson(),
            writing.keys(),
            writing.sequenceBy(),
            writing.mode(),
            tracked(settings),
            settings.deletes() == Deletes.MARK ? DeletedRows.MARKED : DeletedRows.REMOVED,
            settings.tombstoneRetention(),
            columns.uncompared(),
            settings.allowMassDelete() ? MassDelete.ALLOW : MassDelete.REFUSE,
            request.hadoopOptions());
    boolean ignoresDeletes = settings.deletes() == Deletes.IGNORE || !writing.mode().takesDeletes();
    return Optional.of(
        new TableJob(
            spec.sourceTable(),
            spec.destination().toString(),
            new ConnectorSource(
                provider.name(), connection.get(), spec.sourceTable(), options, runStart),
            identity(spec, options),
            columns,
            metadata.deletesRead() && !ignoresDeletes,
            ignoresDeletes,
            listings(writing.mode(), metadata),
            target,
            settings.commitEvery(),
            settings.onBadRecord(),
            secrets,
            false,
            writing.warnings()));
  }

  private SourceIdentity identity(TableSpec spec, Options options) {
    var selecting = new TreeMap<>(options.sourceIdentity());
    // What a connection to a demo says of its source, its address above all, is not the data's
    // name.
    if (demoAccount.isEmpty()) {
      connection.get().sourceIdentity().forEach(selecting::putIfAbsent);
    }
    String account = demoAccount.orElseGet(() -> provider.account(connection.get()));
    return new SourceIdentity(provider.name(), account, spec.sourceTable(), selecting);
  }

  /** How a table is written. */
  private record Writing(
      WriteMode mode, List<String> keys, List<String> sequenceBy, List<String> warnings) {}

  private static List<String> keys(TableSpec spec, TableMetadata metadata) {
    List<String> wanted = spec.settings().primaryKeys();
    return wanted.isEmpty() ? metadata.primaryKeys() : wanted;
  }

  /** Of snapshots that lie one upon the other only the columns of their runs tell them apart. */
  private static ColumnSettings columns(TableSpec spec, TableMetadata metadata) {
    ColumnSettings columns = spec.settings().columns();
    boolean isAppended =
        metadata.ingestionType() == IngestionType.SNAPSHOT
            && spec.settings().scdType().equals(Optional.of(ScdType.APPEND_ONLY));
    return isAppended ? columns.withMetadata() : columns;
  }

  private static List<String> sequenceBy(TableSpec spec, TableMetadata metadata) {
    List<String> wanted = spec.settings().sequenceBy();
    return wanted.isEmpty() && metadata.cursorField() != null
        ? List.of(metadata.cursorField())
        : wanted;
  }

  private Writing writing(TableSpec spec, TableMetadata metadata) {
    TableSettings settings = spec.settings();
    List<String> keys = keys(spec, metadata);
    boolean isAppend = metadata.ingestionType() == IngestionType.APPEND;
    ScdType type = settings.scdType().orElse(isAppend ? ScdType.APPEND_ONLY : ScdType.SCD_TYPE_1);
    if (metadata.ingestionType() == IngestionType.SNAPSHOT) {
      return writingOfSnapshot(spec, type, keys);
    }
    refuseMassDelete(spec, "is not read as snapshots");
    if (isAppend) {
      return writingOfAppend(spec, type, keys);
    }
    List<String> sequence = sequenceBy(spec, metadata);
    return switch (type) {
      case SCD_TYPE_1 -> new Writing(WriteMode.UPSERT, keys, sequence, List.of());
      case SCD_TYPE_2 -> new Writing(WriteMode.HISTORY, keys, sequence, List.of());
      case APPEND_ONLY -> {
        // A change is known by its key and sequence, so that one read again is not stored again.
        var changeKeys = new LinkedHashSet<>(keys);
        changeKeys.addAll(sequence);
        yield new Writing(
            WriteMode.INSERT,
            List.copyOf(changeKeys),
            List.of(),
            metadata.ingestionType() == IngestionType.CDC_WITH_DELETES
                ? List.of("deletes of the source are ignored, for the table is APPEND_ONLY")
                : List.of());
      }
    };
  }

  private void checkMarks(TableSpec spec, WriteMode mode, IngestionType ingestionType) {
    if (spec.settings().deletes() != Deletes.MARK) {
      return;
    }
    String why =
        switch (mode) {
          case UPSERT ->
              ingestionType == IngestionType.CDC_WITH_DELETES ? null : "tells of no deletes";
          case SNAPSHOT -> null;
          case HISTORY, SNAPSHOT_HISTORY ->
              "keeps its history, in which a delete closes the row and takes nothing away";
          case INSERT, APPEND, APPEND_SNAPSHOT -> "is only appended to and never loses a row";
        };
    if (why != null) {
      problems.add(
          spec.configurationPointer("deletes"),
          "Table '"
              + spec.sourceTable()
              + "' "
              + why
              + ", so that 'deletes': 'mark' means nothing; remove it");
    }
  }

  private Writing writingOfSnapshot(TableSpec spec, ScdType type, List<String> keys) {
    String table = "Table '" + spec.sourceTable() + "' is read as snapshots, ";
    if (!spec.settings().sequenceBy().isEmpty()) {
      problems.add(
          spec.configurationPointer("sequence_by"),
          table + "whose rows have no sequence; remove 'sequence_by'");
    }
    if (type == ScdType.APPEND_ONLY) {
      refuseMassDelete(spec, "is only appended to");
      return new Writing(WriteMode.APPEND_SNAPSHOT, List.of(), List.of(), List.of());
    }
    if (spec.settings().deletes() == Deletes.IGNORE) {
      problems.add(
          spec.configurationPointer("deletes"),
          table + "and what a snapshot lacks is deleted; remove 'deletes'");
    }
    WriteMode mode = type == ScdType.SCD_TYPE_2 ? WriteMode.SNAPSHOT_HISTORY : WriteMode.SNAPSHOT;
    return new Writing(mode, keys, List.of(), List.of());
  }

  private void refuseMassDelete(TableSpec spec, String why) {
    if (spec.settings().allowMassDelete()) {
      problems.add(
          spec.configurationPointer("allow_mass_delete"),
          "Table '"
              + spec.sourceTable()
              + "' "
              + why
              + ", so that 'allow_mass_delete' means nothing; remove it");
    }
  }

  /** A row that moves while a list is read may be missing from it, hardly from two in a row. */
  private static int listings(WriteMode mode, TableMetadata metadata) {
    boolean deletesWhatItLacks = mode == WriteMode.SNAPSHOT || mode == WriteMode.SNAPSHOT_HISTORY;
    return deletesWhatItLacks && metadata.snapshotPaging() == SnapshotPaging.SHIFTING ? 2 : 1;
  }

  private Writing writingOfAppend(TableSpec spec, ScdType type, List<String> keys) {
    List<String> sequence = spec.settings().sequenceBy();
    boolean isAppended = type == ScdType.APPEND_ONLY;
    if (!isAppended && !keys.isEmpty()) {
      if (sequence.isEmpty()) {
        problems.add(
            spec.configurationPointer("scd_type"),
            type
                + " of the append table '"
                + spec.sourceTable()
                + "' needs 'sequence_by', the column that tells which of two rows with one key is"
                + " the newer; name it, or use APPEND_ONLY");
      }
      WriteMode mode = type == ScdType.SCD_TYPE_2 ? WriteMode.HISTORY : WriteMode.UPSERT;
      return new Writing(mode, keys, sequence, List.of());
    }
    List<String> warnings = new ArrayList<>();
    if (!isAppended) {
      warnings.add("the table has no primary keys, so its rows are appended");
    } else if (!sequence.isEmpty()) {
      warnings.add("'sequence_by' changes nothing, for rows of an append table are never updated");
    }
    WriteMode mode = keys.isEmpty() ? WriteMode.APPEND : WriteMode.INSERT;
    return new Writing(mode, keys, List.of(), warnings);
  }

  private static TrackedColumns tracked(TableSettings settings) {
    return settings.trackHistoryColumns().isEmpty()
        ? TrackedColumns.except(settings.trackHistoryExceptColumns())
        : TrackedColumns.only(settings.trackHistoryColumns());
  }

  private void checkNames(TableSpec spec, StructType schema) {
    for (String name : schema.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (RESERVED.contains(lower) || lower.startsWith(RESERVED_PREFIX)) {
        problems.add(
            spec.sourceTablePointer(),
            "Table '"
                + spec.sourceTable()
                + "' has a column '"
                + name
                + "', a name that Tributary keeps for itself; leave it out with"
                + " 'exclude_columns'");
      }
    }
  }

  private void checkColumns(
      TableSpec spec, String setting, List<String> columns, StructType schema) {
    List<String> sortable = new ArrayList<>();
    for (Field field : schema.fields()) {
      if (isSortable(field.type())) {
        sortable.add(field.name());
      }
    }
    for (String column : columns) {
      Field field = schema.field(column);
      if (field == null) {
        problems.add(
            spec.configurationPointer(setting),
            "Table '"
                + spec.sourceTable()
                + "' has no column '"
                + column
                + "'. "
                + Names.suggestion(column, sortable));
      } else if (!isSortable(field.type())) {
        problems.add(
            spec.configurationPointer(setting),
            "Column '"
                + column
                + "' is of type "
                + field.type()
                + ", which has no order; name another column");
      }
    }
  }

  private static boolean isSortable(DataType type) {
    return type instanceof Primitive || type instanceof DecimalType;
  }
}
