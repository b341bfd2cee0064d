package dev.tributary.beam.delta;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes rows to Delta tables, without Spark; made by {@link DeltaIO#append}, {@link
 * DeltaIO#upsert}, {@link DeltaIO#history} and {@link DeltaIO#snapshot}. Immutable.
 *
 * <p>The input is bounded and has a schema. It is committed as a whole, once a table, when all of
 * it was read, whatever its windows are; readers see all of it or nothing. A bundle that a runner
 * does again, and a commit that it does again, change nothing. Where another writer commits to a
 * table meanwhile, the rows are merged with what that wrote, up to ten times; then the pipeline
 * fails and has changed nothing. A table that does not exist is made with its first row, in a first
 * run without rows there is none afterwards.
 *
 * <p>The table has a column for every field, in the end also for those that only earlier inputs
 * had. A field that is new becomes a column; a field of another type than its column fails the
 * pipeline, before anything is committed. All columns are nullable. These are the types:
 *
 * <table>
 *   <caption>Types</caption>
 *   <tr><th>Beam</th><th>Delta</th></tr>
 *   <tr><td>BYTE, INT16, INT32, INT64</td><td>byte, short, integer, long</td></tr>
 *   <tr><td>FLOAT, DOUBLE, BOOLEAN, STRING, BYTES</td><td>the same</td></tr>
 *   <tr><td>FixedPrecisionNumeric</td><td>decimal of its precision and scale</td></tr>
 *   <tr><td>DECIMAL</td><td>decimal(38,18); a value that does not fit is a bad row</td></tr>
 *   <tr><td>DATETIME, SqlTypes.TIMESTAMP, NanosInstant, Timestamp</td>
 *       <td>timestamp; a value with digits below the microsecond is a bad row</td></tr>
 *   <tr><td>SqlTypes.DATE</td><td>date</td></tr>
 *   <tr><td>SqlTypes.UUID, EnumerationType</td><td>string</td></tr>
 *   <tr><td>FixedString, VariableString, FixedBytes, VariableBytes</td><td>string, binary</td></tr>
 *   <tr><td>ROW, ARRAY and ITERABLE, MAP</td><td>struct, array, map</td></tr>
 * </table>
 *
 * <p>A bad row has a null key or sequence, an unknown change kind or a value that its column cannot
 * hold. It fails the pipeline, unless bad rows are set aside.
 */
public final class DeltaWrite extends PTransform<PCollection<Row>, DeltaWriteResult> {
  private static final long serialVersionUID = 1;

  private static final Coder<KV<String, StagedPart>> PARTS =
      KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(StagedPart.class));
  private static final Coder<KV<String, TableResult>> RESULTS =
      KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(TableResult.class));

  private final DeltaWriteOptions options;

  DeltaWrite(DeltaWriteOptions options) {
    super("DeltaIO." + options.kind.methodName());
    this.options = options;
  }

  private DeltaWrite with(Consumer<DeltaWriteOptions> change) {
    var changed = new DeltaWriteOptions(options);
    change.accept(changed);
    return new DeltaWrite(changed);
  }

  /** The table: a local path or the URI of any Hadoop file system. */
  public DeltaWrite to(String path) {
    Objects.requireNonNull(path, "path");
    if (path.isBlank()) {
      throw new IllegalArgumentException("Invalid path: it is blank");
    }
    return with(
        changed -> {
          changed.path = path;
          changed.paths = null;
        });
  }

  /**
   * Several tables with the same columns. Each has a commit of its own: one that fails leaves those
   * that were made. A table that no row is for is not looked at, by a snapshot neither.
   *
   * @param paths gives each row its table, the same in the same words
   */
  public DeltaWrite to(SerializableFunction<Row, String> paths) {
    Objects.requireNonNull(paths, "paths");
    return with(
        changed -> {
          changed.path = null;
          changed.paths = paths;
        });
  }

  /** The columns that identify a row. They cannot change once the table is there. */
  public DeltaWrite withPrimaryKeys(String... columns) {
    return with(changed -> changed.keys = DeltaWriteOptions.list(columns));
  }

  /**
   * The columns that order the changes of a key, compared one after the other; of equal ones a
   * delete comes last, and which of two upserts does is not said.
   */
  public DeltaWrite withSequenceBy(String... columns) {
    return with(changed -> changed.sequenceBy = DeltaWriteOptions.list(columns));
  }

  /**
   * The STRING field that tells {@code upsert} from {@code delete}, in any case; it is not stored.
   * Without it that is the field {@link DeltaIO#CHANGE_KIND}, if there is one.
   */
  public DeltaWrite withChangeKind(String field) {
    Objects.requireNonNull(field, "field");
    return with(changed -> changed.changeKind = field);
  }

  /** With history: only another value in one of these columns begins a new version of a row. */
  public DeltaWrite withTrackedColumns(String... columns) {
    return with(changed -> changed.tracked = TrackedColumns.only(DeltaWriteOptions.list(columns)));
  }

  /** With history: another value in one of these columns begins no new version of a row. */
  public DeltaWrite withTrackedColumnsExcept(String... columns) {
    return with(
        changed -> changed.tracked = TrackedColumns.except(DeltaWriteOptions.list(columns)));
  }

  /** Rows that are deleted stay, and {@code _tributary_deleted_at} says when that was read. */
  public DeltaWrite withMarkedDeletes() {
    return with(changed -> changed.deletedRows = DeletedRows.MARKED);
  }

  /** Of what snapshots change the versions stay, from {@code __START_AT} to {@code __END_AT}. */
  public DeltaWrite withHistory() {
    return with(changed -> changed.keepsHistory = true);
  }

  /** A snapshot may delete more than half of a table of 100 or more rows, which is refused else. */
  public DeltaWrite withMassDeletes() {
    return with(changed -> changed.massDelete = MassDelete.ALLOW);
  }

  /**
   * Without keys: the rows of each file are in the order of these columns, by which readers can
   * skip parts of it. Files that are there are not written anew. With keys rows are in their order.
   */
  public DeltaWrite withClusterBy(String... columns) {
    return with(changed -> changed.clusterBy = DeltaWriteOptions.list(columns));
  }

  /** How long a deleted key is remembered, so that an older upsert does not bring it back. */
  public DeltaWrite withTombstoneRetention(Duration retention) {
    Objects.requireNonNull(retention, "retention");
    if (retention.isNegative()) {
      throw new IllegalArgumentException("Invalid tombstone retention: " + retention);
    }
    return with(changed -> changed.tombstoneRetention = retention);
  }

  /** Settings of the Hadoop file system; secrets, which are shown nowhere, may be among them. */
  public DeltaWrite withHadoopOptions(Map<String, String> settings) {
    Map<String, String> copy = Map.copyOf(settings);
    return with(changed -> changed.hadoopOptions = copy);
  }

  /** Hands bad rows to a handler, and writes the others, as {@link #withRejectedRows} does. */
  public DeltaWrite withErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    Objects.requireNonNull(handler, "handler");
    return with(changed -> changed.errorHandler = handler);
  }

  /**
   * Gives bad rows as {@link DeltaWriteResult#rejected}, and writes the others. A snapshot lacks
   * them: rows that the table has under their keys go.
   */
  public DeltaWrite withRejectedRows() {
    return with(changed -> changed.rejectsRows = true);
  }

  @Override
  public DeltaWriteResult expand(PCollection<Row> input) {
    requireBoundedRows(input);
    DeltaTarget target = options.target(input.getSchema());
    PCollection<RunToken> run =
        input
            .getPipeline()
            .apply("Start", Create.of(""))
            .apply("BeginRun", ParDo.of(new BeginRunFn()))
            .setCoder(SerializableCoder.of(RunToken.class))
            // So that it does not change where the step is done again.
            .apply("OneRun", Reshuffle.viaRandomKey());
    PCollectionTuple rows = stage(input, target, run.apply("Run", View.asSingleton()));
    PCollection<BadRecord> rejected =
        rows.get(BadRecordRouter.BAD_RECORD_TAG).setCoder(BadRecord.getCoder(input.getPipeline()));
    if (options.errorHandler != null) {
      options.errorHandler.addErrorCollection(rejected);
    }
    PCollection<KV<String, StagedPart>> staged = rows.get(StageRowsFn.STAGED).setCoder(PARTS);
    if (options.path != null) {
      // Without it nobody would plan, judge or report a table of no rows.
      staged =
          PCollectionList.of(staged)
              .and(run.apply("LookAtTable", ParDo.of(new LookAtTableFn(target))).setCoder(PARTS))
              .apply("Staged", Flatten.pCollections());
    }
    return new DeltaWriteResult(merge(staged, target), rejected);
  }

  private void requireBoundedRows(PCollection<Row> input) {
    if (input.isBounded() == IsBounded.UNBOUNDED) {
      throw new IllegalArgumentException(
          "Cannot write to "
              + options.where()
              + ": the input is unbounded, and it is committed when all of it was read. Read a"
              + " bounded part of the source in each run.");
    }
    if (!input.hasSchema()) {
      throw new IllegalArgumentException(
          "Cannot write to "
              + options.where()
              + ": the input has no schema. Set one with setRowSchema(…), or make rows of objects"
              + " with Convert.toRows().");
    }
  }

  private PCollectionTuple stage(
      PCollection<Row> input, DeltaTarget target, PCollectionView<RunToken> run) {
    var fn =
        new StageRowsFn(
            target,
            options.destination(),
            options.changeKind(input.getSchema()),
            input.getSchema(),
            options.clusterBy,
            options.setsBadRowsAside());
    return input
        .apply(
            "AllWindows",
            Window.<Row>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .withAllowedLateness(org.joda.time.Duration.ZERO)
                .discardingFiredPanes())
        .apply(
            "StageRows",
            ParDo.of(fn)
                .withSideInput(StageRowsFn.RUN, run)
                .withOutputTags(
                    StageRowsFn.STAGED, TupleTagList.of(BadRecordRouter.BAD_RECORD_TAG)));
  }

  private static PCollection<DeltaCommit> merge(
      PCollection<KV<String, StagedPart>> staged, DeltaTarget target) {
    PCollectionTuple planned =
        staged
            .apply("AllStaged", GroupByKey.create())
            .apply(
                "PlanMerge",
                ParDo.of(new PlanTableFn(target))
                    .withOutputTags(PlanTableFn.TASKS, TupleTagList.of(PlanTableFn.PARTS)));
    PCollection<KV<String, TableResult>> results =
        planned
            .get(PlanTableFn.TASKS)
            .setCoder(
                KvCoder.of(
                    KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()),
                    SerializableCoder.of(TableTask.class)))
            // Without it all tasks would run in the one bundle that planned them.
            .apply("SpreadTasks", GroupByKey.create())
            .apply("RewriteFiles", ParDo.of(new RewriteTableFn()))
            .setCoder(RESULTS);
    return PCollectionList.of(results)
        .and(planned.get(PlanTableFn.PARTS).setCoder(RESULTS))
        .apply("PartsAndResults", Flatten.pCollections())
        .apply("AllRewritten", GroupByKey.create())
        .apply("Commit", ParDo.of(new CommitTableFn(target)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(TableOutcome.class)))
        // A commit that is done again finds what was staged, and tells the same of it.
        .apply("Committed", Reshuffle.viaRandomKey())
        .apply("ClearAway", ParDo.of(new EndTableFn(target)))
        .setSchema(
            DeltaCommit.SCHEMA,
            TypeDescriptor.of(DeltaCommit.class),
            DeltaCommit::toRow,
            DeltaCommit::of);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder
        .add(DisplayData.item("table", options.where()).withLabel("Table"))
        .add(DisplayData.item("mode", options.mode().toString()).withLabel("Mode"))
        .add(DisplayData.item("keys", String.join(", ", options.keys)).withLabel("Keys"))
        .add(
            DisplayData.item("sequence", String.join(", ", options.sequenceBy))
                .withLabel("Sequence"));
  }
}
