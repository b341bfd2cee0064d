package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** Makes rows of batches. */
final class RowFn extends DoFn<TableBatch, Row> {
  private static final long serialVersionUID = 1;

  /** The rows. */
  static final TupleTag<Row> ROWS = new TupleTag<>() {};

  /** In their place, where rows are listed more than once, these with what they were read for. */
  static final TupleTag<KV<ReadRequest, Row>> LISTED = new TupleTag<>() {};

  private final String table;
  private final TableShape shape;
  private final BadRecordRouter router;
  private final Counter rows = Metrics.counter(LakeflowIO.METRICS, "records");
  private final Counter badRecords = Metrics.counter(LakeflowIO.METRICS, "bad_records");

  private transient RowReader reader;
  private transient EventTimes times;

  /**
   * Makes rows of a table.
   *
   * @param table the table in messages
   * @param router where records go that do not fit the table; null if they are to fail the
   *     pipeline, with a message that has nothing of them but their key
   */
  RowFn(String table, TableShape shape, BadRecordRouter router) {
    this.table = table;
    this.shape = shape;
    this.router = router;
  }

  @Setup
  public void setup() {
    reader = new RowReader(shape);
    times = EventTimes.of(shape).orElse(null);
  }

  @ProcessElement
  public void process(
      @Element TableBatch batch, @Timestamp Instant requested, MultiOutputReceiver out)
      throws Exception {
    for (SourceRecord record : batch.pages().records()) {
      if (record.kind() == ChangeKind.DELETE && shape.deletes() == TableShape.Deletes.DROPPED) {
        continue;
      }
      if (record.kind() == ChangeKind.DELETE && shape.deletes() == TableShape.Deletes.NONE) {
        throw new IllegalStateException(
            "Cannot read "
                + table
                + ": it says that it has no deletes and sends one. This is an error of the"
                + " connector");
      }
      Row row;
      try {
        row = reader.read(record);
      } catch (BadValueException e) {
        badRecords.inc();
        reject(record, e, out);
        continue;
      }
      rows.inc();
      if (shape.listings() > 1) {
        out.get(LISTED).output(KV.of(batch.request(), row));
        continue;
      }
      Instant time = times == null ? requested : times.of(row);
      out.get(ROWS).outputWithTimestamp(row, time.isBefore(requested) ? requested : time);
    }
  }

  private void reject(SourceRecord record, BadValueException reason, MultiOutputReceiver out)
      throws Exception {
    String what =
        "Cannot read a record of "
            + table
            + ": "
            + reason.withoutValue()
            + ". Its key: "
            + reader.key(record);
    if (router == null) {
      throw new IllegalStateException(
          what + ". Use withErrorHandler(…) to put such records aside and read on");
    }
    String json = new String(record.toBytes(), StandardCharsets.UTF_8);
    router.route(out, json, StringUtf8Coder.of(), reason, what);
  }
}
