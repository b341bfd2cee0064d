package dev.tributary.beam.lakeflow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * What {@link LakeflowIO.Read} and {@link LakeflowIO.ReadAll} have in common: how a table is named
 * and what becomes of its records. Immutable: every method returns another transform.
 *
 * @param <InputT> what the transform is applied to
 * @param <SelfT> the transform itself
 */
public abstract class TableRead<InputT extends PInput, SelfT extends TableRead<InputT, SelfT>>
    extends PTransform<InputT, PCollection<Row>> {
  private static final long serialVersionUID = 1;

  final ReadSettings settings;

  TableRead(ReadSettings settings) {
    this.settings = settings;
  }

  abstract SelfT with(ReadSettings other);

  final SelfT with(Consumer<ReadSettings> change) {
    return with(settings.with(change));
  }

  /** Reads a table of the connector, named as the connector does. */
  public SelfT from(String table) {
    return from(List.of(), table);
  }

  /**
   * Reads a table of one of the connector's namespaces.
   *
   * @param namespace its path from the root, as {@code [owner, repository]} of GitHub
   */
  public SelfT from(List<String> namespace, String table) {
    Objects.requireNonNull(table, "table");
    List<String> path = List.copyOf(namespace);
    return with(
        changed -> {
          changed.namespace = path;
          changed.table = table;
        });
  }

  /** Reads through the connector of that name on the class path, as in {@code zendesk}. */
  public SelfT withConnector(String name) {
    Objects.requireNonNull(name, "name");
    return with(changed -> changed.connector = name);
  }

  /**
   * The options of the connection, as in a connection file: credentials and where the source is.
   * Those that are secrets are never shown.
   *
   * @param options texts, numbers, booleans, lists of texts
   */
  public SelfT withConnection(Map<String, ?> options) {
    var values = OptionValues.of(options);
    return with(changed -> changed.connection = values);
  }

  /** The options of the table. */
  public SelfT withOptions(Map<String, ?> options) {
    var values = OptionValues.of(options);
    return with(changed -> changed.options = values);
  }

  /**
   * Leaves deletes out: no row of theirs, no field {@link LakeflowIO#CHANGE_KIND}, and where the
   * source has an endpoint of its own for them, no request to it.
   */
  public SelfT withoutDeletes() {
    return with(changed -> changed.dropsDeletes = true);
  }

  /**
   * Hands records that do not fit the table to an error handler and reads on. Without one the first
   * of them fails the pipeline, with a message that names table, column and key and shows nothing
   * else of the record. What the handler gets is the whole record.
   */
  public SelfT withErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    Objects.requireNonNull(handler, "handler");
    return with(
        changed -> {
          changed.errorHandler = handler;
          changed.putsBadRecordsAside = true;
        });
  }

  /**
   * When the run began: the upper bound of reads that a source lets be bounded by time, so that all
   * readers have one. Without it, the time at which the transform is applied. Either is part of the
   * pipeline: a template that is run later reads up to that time and not further.
   */
  public SelfT withRunStart(Instant time) {
    Objects.requireNonNull(time, "time");
    return with(changed -> changed.runStart = time);
  }

  /**
   * Promises that a source sends records in the order of the cursor's times, but for a difference,
   * so that the watermark can follow what is read. Without it the watermark waits until the read
   * has ended, because a row that came behind the watermark would be late and a window might drop
   * it. Only for tables whose cursor is a timestamp or a date.
   *
   * @param outOfOrderness the most by which a record may be older than one that was read before it
   */
  public SelfT withWatermark(Duration outOfOrderness) {
    if (outOfOrderness.isShorterThan(Duration.ZERO)) {
      throw new IllegalArgumentException("Invalid out-of-orderness: " + outOfOrderness);
    }
    return with(changed -> changed.outOfOrderness = outOfOrderness);
  }

  /**
   * Into how many parts a table is cut at first, 8 unless this is set. Every part costs a request
   * or more, so fewer spare a source whose rate limit is low, and more suit a cluster. Only of
   * tables whose connector says that offsets have an order: others have a part for each partition.
   */
  public SelfT withSplits(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Invalid number of splits: " + count);
    }
    return with(changed -> changed.splits = count);
  }

  SelfT withBatches(BatchTarget size) {
    return with(changed -> changed.batches = size);
  }

  /**
   * The schema of the rows. May ask the source.
   *
   * @throws IllegalArgumentException if a setting is missing or wrong; the message names the
   *     closest name
   * @throws dev.tributary.connectors.ConnectorException if the source cannot be asked
   */
  public Schema schema() {
    return target().shape().schema();
  }

  abstract ReadTarget target();

  /**
   * What is read.
   *
   * @param rows the rows
   * @param badRecords what does not fit the table; nothing unless it is put aside
   * @param positions where each request's read ended; null unless asked for
   */
  record Parts(
      PCollection<Row> rows,
      PCollection<BadRecord> badRecords,
      PCollection<KV<ReadRequest, Positions>> positions) {}

  final Parts read(PCollection<ReadRequest> requests, boolean withPositions) {
    ReadTarget target = target();
    PCollection<TableBatch> batches =
        requests
            .apply(
                "ReadPages",
                ParDo.of(
                    new ReadTableFn(
                        target.source(),
                        target.shape(),
                        settings.outOfOrderness,
                        settings.splits,
                        settings.batches,
                        UUID.randomUUID().toString())))
            .setCoder(TableBatch.Coder.of());
    if (withPositions) {
      // Rows and positions are to come from one read, also where a runner does the steps before a
      // collection again for each that takes from it.
      batches = batches.apply("OneRead", Reshuffle.viaRandomKey());
    }
    BadRecordRouter router = settings.putsBadRecordsAside ? BadRecordRouter.RECORDING_ROUTER : null;
    PCollectionTuple outputs =
        batches.apply(
            "MakeRows",
            ParDo.of(new RowFn(target.source().toString(), target.shape(), router))
                .withOutputTags(
                    RowFn.ROWS, TupleTagList.of(RowFn.LISTED).and(BadRecordRouter.BAD_RECORD_TAG)));
    Schema schema = target.shape().schema();
    PCollection<Row> rows = outputs.get(RowFn.ROWS).setRowSchema(schema);
    PCollection<KV<ReadRequest, Row>> listed =
        outputs.get(RowFn.LISTED).setCoder(KvCoder.of(ReadRequest.Coder.of(), RowCoder.of(schema)));
    if (target.shape().listings() > 1) {
      rows = listed.apply("OneOfEachKey", new OneOfEachKey(target.shape()));
    }
    PCollection<BadRecord> badRecords =
        outputs
            .get(BadRecordRouter.BAD_RECORD_TAG)
            .setCoder(BadRecord.getCoder(requests.getPipeline()));
    if (settings.errorHandler != null) {
      settings.errorHandler.addErrorCollection(badRecords);
    }
    return new Parts(rows, badRecords, withPositions ? positions(requests, batches) : null);
  }

  /**
   * Where each request's read ended. What had nothing to read, and what is not there today, stays
   * where the request began.
   */
  private static PCollection<KV<ReadRequest, Positions>> positions(
      PCollection<ReadRequest> requests, PCollection<TableBatch> batches) {
    var coder = KvCoder.of(ReadRequest.Coder.of(), Positions.Coder.of());
    PCollection<KV<ReadRequest, Positions>> starts =
        requests.apply("FindStarts", ParDo.of(new StartFn())).setCoder(coder);
    PCollection<KV<ReadRequest, Positions>> ends =
        batches.apply("FindEnds", ParDo.of(new EndFn())).setCoder(coder);
    return PCollectionList.of(starts)
        .and(ends)
        .apply("Ends", Flatten.pCollections())
        .apply("JoinEnds", Combine.perKey(TableRead::join))
        .setCoder(coder)
        .apply("AddStarts", ParDo.of(new AddStartFn()))
        .setCoder(coder);
  }

  private static Positions join(Iterable<Positions> parts) {
    Positions joined = Positions.INITIAL;
    for (Positions part : parts) {
      joined = joined.and(part);
    }
    return joined;
  }

  private static final class StartFn extends DoFn<ReadRequest, KV<ReadRequest, Positions>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element ReadRequest request, OutputReceiver<KV<ReadRequest, Positions>> out) {
      out.output(KV.of(request, Positions.INITIAL));
    }
  }

  private static final class EndFn extends DoFn<TableBatch, KV<ReadRequest, Positions>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element TableBatch batch, OutputReceiver<KV<ReadRequest, Positions>> out) {
      if (batch.position() != null) {
        Positions end = Positions.INITIAL.with(batch.span(), batch.position());
        out.output(KV.of(batch.request(), end));
      }
    }
  }

  private static final class AddStartFn
      extends DoFn<KV<ReadRequest, Positions>, KV<ReadRequest, Positions>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element KV<ReadRequest, Positions> ends, OutputReceiver<KV<ReadRequest, Positions>> out) {
      out.output(KV.of(ends.getKey(), ends.getKey().start().and(ends.getValue())));
    }
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    settings.populate(builder);
  }
}
