package dev.tributary.beam.lakeflow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Reads tables of connectors as bounded Beam collections.
 *
 * <h2>A table</h2>
 *
 * <pre>{@code
 * PCollection<Row> tickets =
 *     pipeline.apply(
 *         LakeflowIO.read()
 *             .withConnector("zendesk")
 *             .withConnection(Map.of("subdomain", "acme", "client_id", …, "client_secret", …))
 *             .from("tickets")
 *             .withOptions(Map.of("start_date", "2025-01-01")));
 * }</pre>
 *
 * <p>Rows have the columns of the table, all of them nullable: timestamps as {@code
 * SqlTypes.TIMESTAMP}, dates as {@code SqlTypes.DATE}, decimals as {@code FixedPrecisionNumeric},
 * structs as rows. Of a table whose source tells deletes, they have the field {@link #CHANGE_KIND}
 * besides. A row's time is that of the table's cursor.
 *
 * <h2>What has changed since</h2>
 *
 * <pre>{@code
 * LakeflowIO.Result result = pipeline.apply(read.startingAt(last).withPositions());
 * result.rows()…;
 * result.positions()…;   // one element: keep its toJson() once the rows are safe
 * }</pre>
 *
 * <h2>Many reads of one table</h2>
 *
 * <pre>{@code
 * pipeline
 *     .apply(Create.of(ReadRequest.of(Map.of("repo", "beam")), ReadRequest.of(Map.of("repo", "spark"))))
 *     .apply(
 *         LakeflowIO.readAll()
 *             .withConnector("github")
 *             .withConnection(…)
 *             .from("issues")
 *             .withOptions(Map.of("owner", "apache")));
 * }</pre>
 *
 * <p>A table is read by its partitions side by side, each from front to end, and where a connector
 * says that its offsets have an order, by parts of them. A read fails the pipeline if the source
 * does: rows are never left out in silence. A table whose pages shift while it is listed ({@link
 * dev.tributary.connectors.SnapshotPaging#SHIFTING}) is listed twice, and a row that either list
 * shows is given once. Runners may do steps again and with them their requests. A pipeline's
 * metrics, of the namespace {@value #METRICS}, count {@code records}, {@code pages}, {@code
 * requests}, {@code retries} and {@code bad_records}.
 */
public final class LakeflowIO {
  /**
   * The field that tells upserts from deletes, in rows of a table whose source tells deletes:
   * {@code upsert}, or {@code delete}, in whose rows only keys and cursor have values.
   */
  public static final String CHANGE_KIND = "_change_kind";

  static final String METRICS = "LakeflowIO";

  private LakeflowIO() {}

  /** Reads a table. Needs {@link Read#withConnector} and {@link Read#from}. */
  public static Read read() {
    return new Read(new ReadSettings());
  }

  /**
   * Reads a table many times, each time with options and positions of a {@link ReadRequest}. Needs
   * {@link ReadAll#withConnector} and {@link ReadAll#from}.
   */
  public static ReadAll readAll() {
    return new ReadAll(new ReadSettings());
  }

  /**
   * Reads spans of a table as batches of pages. Every span yields batches that follow one another
   * without a gap, of which exactly one, the last, has an {@link Ending} other than {@link
   * Ending#NONE}; the caller goes on, in a later read, from the offset behind it. A failure of the
   * source is such an ending and fails no pipeline.
   */
  public static ReadPages readPages(ConnectorSource source, List<Span> spans, ReadBudget budget) {
    return new ReadPages(source, spans, budget, BatchTarget.DEFAULT, UUID.randomUUID().toString());
  }

  /** See {@link LakeflowIO#read}. */
  public static final class Read extends TableRead<PBegin, Read> {
    private static final long serialVersionUID = 1;

    Read(ReadSettings settings) {
      super(settings);
    }

    @Override
    Read with(ReadSettings other) {
      return new Read(other);
    }

    /**
     * Reads what lies behind positions where an earlier read of the same table with the same
     * options ended. A partition that they do not name is read from its beginning. A table that is
     * a snapshot has no positions, every read of it is one of all its rows.
     */
    public Read startingAt(Positions positions) {
      Objects.requireNonNull(positions, "positions");
      return with(changed -> changed.start = positions);
    }

    /**
     * Reads up to positions, so that it can be done again. Only of tables whose connector says that
     * offsets have an order ({@link dev.tributary.connectors.SupportsRanges}). A partition that
     * they do not name is not read.
     */
    public Read endingAt(Positions positions) {
      Objects.requireNonNull(positions, "positions");
      return with(changed -> changed.end = positions);
    }

    /** This read, which also says where it ended. Comes last: nothing else can be set behind it. */
    public PTransform<PBegin, Result> withPositions() {
      return new ReadWithPositions(this);
    }

    @Override
    ReadTarget target() {
      return ReadTarget.of(settings, false);
    }

    @Override
    public PCollection<Row> expand(PBegin input) {
      return parts(input, false).rows();
    }

    Parts parts(PBegin input, boolean withPositions) {
      PCollection<ReadRequest> request =
          input
              // An impulse and a planning step keep all tasks of SparkRunner busy; Create would
              // not.
              .apply("Impulse", Impulse.create())
              .apply("PlanRead", ParDo.of(new RequestFn(settings.request())))
              .setCoder(ReadRequest.Coder.of());
      return read(request, withPositions);
    }
  }

  /** See {@link LakeflowIO#readAll}. */
  public static final class ReadAll extends TableRead<PCollection<ReadRequest>, ReadAll> {
    private static final long serialVersionUID = 1;

    private ReadAll(ReadSettings settings) {
      super(settings);
    }

    @Override
    ReadAll with(ReadSettings other) {
      return new ReadAll(other);
    }

    /** These reads, which also say where they ended. Comes last. */
    public PTransform<PCollection<ReadRequest>, ResultOfAll> withPositions() {
      return new ReadAllWithPositions(this);
    }

    @Override
    ReadTarget target() {
      return ReadTarget.of(settings, true);
    }

    @Override
    public PCollection<Row> expand(PCollection<ReadRequest> requests) {
      return read(requests, false).rows();
    }
  }

  /** The rows of a read and where it ended. */
  public static final class Result implements POutput {
    static final TupleTag<Row> ROWS = new TupleTag<>() {};
    static final TupleTag<Positions> POSITIONS = new TupleTag<>() {};

    private final PCollection<Row> rows;
    private final PCollection<Positions> positions;

    private Result(PCollection<Row> rows, PCollection<Positions> positions) {
      this.rows = rows;
      this.positions = positions;
    }

    public PCollection<Row> rows() {
      return rows;
    }

    /**
     * One element: where the next read is to start. Keep it only once the rows are safe, as by
     * {@link org.apache.beam.sdk.transforms.Wait} for what writes them.
     */
    public PCollection<Positions> positions() {
      return positions;
    }

    @Override
    public Pipeline getPipeline() {
      return rows.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return Map.of(ROWS, rows, POSITIONS, positions);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }

  /** The rows of many reads and where each ended. */
  public static final class ResultOfAll implements POutput {
    private static final TupleTag<KV<ReadRequest, Positions>> POSITIONS = new TupleTag<>() {};

    private final PCollection<Row> rows;
    private final PCollection<KV<ReadRequest, Positions>> positions;

    private ResultOfAll(PCollection<Row> rows, PCollection<KV<ReadRequest, Positions>> positions) {
      this.rows = rows;
      this.positions = positions;
    }

    public PCollection<Row> rows() {
      return rows;
    }

    /** One element a request (and window): where its next read is to start. */
    public PCollection<KV<ReadRequest, Positions>> positions() {
      return positions;
    }

    @Override
    public Pipeline getPipeline() {
      return rows.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return Map.of(Result.ROWS, rows, POSITIONS, positions);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }

  private static final class ReadWithPositions extends PTransform<PBegin, Result> {
    private static final long serialVersionUID = 1;
    private final Read read;

    ReadWithPositions(Read read) {
      this.read = read;
    }

    @Override
    public Result expand(PBegin input) {
      TableRead.Parts parts = read.parts(input, true);
      return new Result(parts.rows(), parts.positions().apply("Positions", Values.create()));
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      builder.delegate(read);
    }
  }

  private static final class ReadAllWithPositions
      extends PTransform<PCollection<ReadRequest>, ResultOfAll> {
    private static final long serialVersionUID = 1;
    private final ReadAll read;

    ReadAllWithPositions(ReadAll read) {
      this.read = read;
    }

    @Override
    public ResultOfAll expand(PCollection<ReadRequest> requests) {
      TableRead.Parts parts = read.read(requests, true);
      return new ResultOfAll(parts.rows(), parts.positions());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      builder.delegate(read);
    }
  }

  private static final class RequestFn extends DoFn<byte[], ReadRequest> {
    private static final long serialVersionUID = 1;
    private final ReadRequest request;

    RequestFn(ReadRequest request) {
      this.request = request;
    }

    @ProcessElement
    public void process(OutputReceiver<ReadRequest> out) {
      out.output(request);
    }
  }

  /** See {@link LakeflowIO#readPages}. */
  public static final class ReadPages extends PTransform<PBegin, PCollection<PageBatch>> {
    private static final long serialVersionUID = 1;

    private final ConnectorSource source;
    private final List<Span> spans;
    private final ReadBudget budget;
    private final BatchTarget target;
    private final String read;

    private ReadPages(
        ConnectorSource source,
        List<Span> spans,
        ReadBudget budget,
        BatchTarget target,
        String read) {
      this.source = Objects.requireNonNull(source, "source");
      this.spans = List.copyOf(spans);
      this.budget = Objects.requireNonNull(budget, "budget");
      this.target = Objects.requireNonNull(target, "target");
      this.read = Objects.requireNonNull(read, "read");
    }

    ReadPages withBatches(BatchTarget size) {
      return new ReadPages(source, spans, budget, size, read);
    }

    /** Names the read, so that {@link ReadProgress#of} tells how far it is. */
    public ReadPages named(String name) {
      return new ReadPages(source, spans, budget, target, name);
    }

    @Override
    public PCollection<PageBatch> expand(PBegin input) {
      return input
          // An impulse and a planning step keep all tasks of SparkRunner busy; Create would not.
          .apply("Impulse", Impulse.create())
          .apply("PlanRead", ParDo.of(new PlanReadFn(spans)))
          .setCoder(SerializableCoder.of(Span.class))
          .apply("ReadPages", ParDo.of(new ReadPagesFn(source, budget, target, read)))
          .setCoder(PageBatchCoder.of());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      builder
          .add(DisplayData.item("connector", source.connector()).withLabel("Connector"))
          .add(DisplayData.item("table", source.table()).withLabel("Table"))
          .add(DisplayData.item("spans", spans.size()).withLabel("Spans"));
    }
  }

  private static final class PlanReadFn extends DoFn<byte[], Span> {
    private static final long serialVersionUID = 1;
    private final List<Span> spans;

    PlanReadFn(List<Span> spans) {
      this.spans = spans;
    }

    @ProcessElement
    public void process(OutputReceiver<Span> out) {
      spans.forEach(out::output);
    }
  }
}
