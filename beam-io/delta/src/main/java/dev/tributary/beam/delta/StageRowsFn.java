package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/** Writes the rows of each bundle to sorted files, by table, and hands on their descriptions. */
final class StageRowsFn extends DoFn<Row, KV<String, StagedPart>> {
  static final TupleTag<KV<String, StagedPart>> STAGED = new TupleTag<>() {};
  static final String RUN = "run";

  private static final long serialVersionUID = 1;

  /** What a bundle holds in memory of all tables, in bytes. */
  private static final long BUFFER_BYTES = 64L << 20;

  private static final String WAY_OUT =
      ". Nothing was committed. Correct the row, or use withRejectedRows() or withErrorHandler() to"
          + " write the others without it.";

  private final DeltaTarget target;
  private final SerializableFunction<Row, String> paths;
  private final ChangeKindField changeKind;
  private final Schema schema;
  private final List<String> clusterBy;
  private final boolean setsBadRowsAside;
  private final Counter staged = Metrics.counter(DeltaIO.class, "rowsStaged");
  private final Counter rejected = Metrics.counter(DeltaIO.class, "rowsRejected");

  private transient RowColumns columns;
  private transient RunToken run;
  private transient Map<String, TableStage> opened;
  private transient Map<String, TableStage> used;
  private transient long bytes;

  /**
   * @param target the tables, but for their paths
   * @param paths which table a row belongs to
   * @param clusterBy columns by which rows are in order that have no keys
   * @param setsBadRowsAside whether the others are written without them
   */
  StageRowsFn(
      DeltaTarget target,
      SerializableFunction<Row, String> paths,
      ChangeKindField changeKind,
      Schema schema,
      List<String> clusterBy,
      boolean setsBadRowsAside) {
    this.target = target;
    this.paths = paths;
    this.changeKind = changeKind;
    this.schema = schema;
    this.clusterBy = clusterBy;
    this.setsBadRowsAside = setsBadRowsAside;
  }

  @Setup
  public void setup() {
    columns = new RowColumns(schema, changeKind.name());
    opened = new HashMap<>();
  }

  @StartBundle
  public void startBundle() {
    used = new LinkedHashMap<>();
    bytes = 0;
  }

  @ProcessElement
  public void process(@Element Row row, @SideInput(RUN) RunToken current, MultiOutputReceiver out)
      throws Exception {
    String path = null;
    try {
      path = paths.apply(row);
      if (path == null || path.isBlank()) {
        throw new BadRecordException("the row has no destination: its path is null or blank");
      }
      add(row, path, current);
      staged.inc();
    } catch (BadRecordException e) {
      String what = "Cannot write a row" + (path == null ? "" : " to " + path);
      if (!setsBadRowsAside) {
        throw new BadRecordException(e.column(), what + ": " + e.getMessage() + WAY_OUT);
      }
      rejected.inc();
      BadRecordRouter.RECORDING_ROUTER.route(out, row, RowCoder.of(schema), e, what);
      return;
    }
    if (bytes >= BUFFER_BYTES) {
      for (Map.Entry<String, TableStage> stage : used.entrySet()) {
        out.get(STAGED).output(KV.of(stage.getKey(), stage.getValue().flush()));
      }
      startBundle();
    }
  }

  private void add(Row row, String path, RunToken current) {
    boolean isDelete = changeKind.isDelete(row);
    if (isDelete && !target.mode().takesDeletes()) {
      throw new BadRecordException(
          changeKind.name(),
          "it is a delete, and deletes are for upsert() and history(); filter them out before");
    }
    Object[] values = columns.convert(row);
    ChangeBuffer buffer = stage(path, current).buffer();
    if (isDelete) {
      buffer.delete(values, columns.bytes());
    } else {
      buffer.upsert(values, columns.bytes());
    }
    bytes += columns.bytes();
  }

  private TableStage stage(String path, RunToken current) {
    if (!current.equals(run)) {
      opened.clear();
      run = current;
    }
    TableStage stage = used.get(path);
    if (stage == null) {
      stage =
          opened.computeIfAbsent(path, at -> TableStage.open(target.at(at), current, clusterBy));
      // A bundle that failed may have left rows.
      stage.clear();
      used.put(path, stage);
    }
    return stage;
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException {
    for (Map.Entry<String, TableStage> stage : used.entrySet()) {
      context.output(
          STAGED,
          KV.of(stage.getKey(), stage.getValue().flush()),
          BoundedWindow.TIMESTAMP_MIN_VALUE,
          GlobalWindow.INSTANCE);
    }
    used.clear();
  }
}
