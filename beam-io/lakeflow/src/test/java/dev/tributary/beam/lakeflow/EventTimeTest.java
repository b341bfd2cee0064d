package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimators;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** The times of rows, and the watermark that goes with them. */
class EventTimeTest {
  private static final Span WHOLE = new Span(0, Flow.CHANGES, null, Offset.INITIAL);
  private static final BatchTarget ONE_PAGE = new BatchTarget(1, java.time.Duration.ofDays(1));
  private static final int PAGES = 150;

  private final ScriptedSource source = new ScriptedSource();
  private final Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

  @Test
  void rowsHaveTheTimesOfTheirCursors() {
    source.lay(
        WHOLE,
        List.of(
            Page.last(
                List.of(record(1, "\"2025-01-31T12:00:00.123456Z\""), record(2, "null")),
                ScriptedSource.offset(1))));

    PCollection<KV<Long, Instant>> times = pipeline.apply(read()).apply(ParDo.of(new TimeFn()));

    PAssert.that(times)
        .containsInAnyOrder(
            List.of(
                KV.of(1L, Instant.parse("2025-01-31T12:00:00.123Z")),
                KV.of(2L, BoundedWindow.TIMESTAMP_MIN_VALUE)));
    pipeline.run().waitUntilFinish();
  }

  /** Each page is older than the one before; a watermark that followed would make it late. */
  @Test
  void windowsLoseNoRowOfASourceWithoutOrder() {
    layPages(page -> PAGES - page);

    PAssert.thatSingleton(counted(read())).isEqualTo((long) PAGES);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void windowsLoseNoRowOfASourceThatKeepsToItsOrder() {
    layPages(page -> page % 2 == 0 ? page : page - 2);

    PAssert.thatSingleton(counted(read().withWatermark(Duration.standardMinutes(3))))
        .isEqualTo((long) PAGES);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theWatermarkFollowsWhatWasReadIfTheOrderIsPromised() {
    layPages(page -> page);

    assertThat(watermark(Duration.standardMinutes(3)))
        .isEqualTo(Instant.ofEpochSecond((PAGES - 1 - 3) * 60L));
    assertThat(watermark(Duration.standardDays(1_000_000_000)))
        .isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
  }

  @Test
  void theWatermarkStaysAtTheBeginningOfTimeIfItIsNot() {
    layPages(page -> page);

    assertThat(watermark(null)).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
  }

  @Test
  void anOrderThatIsNegativeIsRefused() {
    assertThatThrownBy(() -> read().withWatermark(Duration.millis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid out-of-orderness: PT-0.001S");
  }

  private interface MinuteOfPage {
    int of(int page);
  }

  private void layPages(MinuteOfPage minutes) {
    var pages = new ArrayList<Page>();
    for (int i = 0; i < PAGES; i++) {
      String time = "\"" + java.time.Instant.ofEpochSecond(minutes.of(i) * 60L) + "\"";
      List<SourceRecord> records = List.of(record(i, time));
      Offset end = ScriptedSource.offset(i + 1);
      pages.add(i + 1 < PAGES ? Page.of(records, end) : Page.last(records, end));
    }
    source.lay(WHOLE, pages);
    // DirectRunner splits a reader after 100 outputs: give its watermark the time to get about.
    source.beforePage(
        offset -> {
          if (offset.equals(ScriptedSource.offset(102))) {
            answerAfter(java.time.Duration.ofMillis(1_500));
          }
        });
  }

  private static void answerAfter(java.time.Duration delay) {
    try {
      boolean never = new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(never).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private LakeflowIO.Read read() {
    source.describe(
        TableMetadata.cdc("updated_at", "id"),
        Field.required("id", Primitive.LONG),
        Field.of("updated_at", Primitive.TIMESTAMP));
    return LakeflowIO.read()
        .from("records")
        .withConnector("scripted")
        .withConnection(source.connection())
        .withBatches(ONE_PAGE);
  }

  /** How many rows come out of windows of a minute. */
  private PCollection<Long> counted(LakeflowIO.Read read) {
    return pipeline
        .apply(read)
        .apply(ParDo.of(new TimeFn()))
        .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
        .apply(Count.perElement())
        .apply("Global", Window.into(new GlobalWindows()))
        .apply(Count.globally());
  }

  /** The watermark behind a read. */
  private Instant watermark(Duration outOfOrderness) {
    read();
    var shape =
        new TableShape(
            source.schema(), List.of("id"), "updated_at", TableShape.Deletes.NONE, false, null);
    var reader =
        new ReadTableFn(
            source.source(), shape, outOfOrderness, 1, ONE_PAGE, UUID.randomUUID().toString());
    reader.setup();
    var whole =
        new TableRange(List.of(new SpanRange(WHOLE, null, OffsetRange.startingAt(WHOLE.start()))));
    ReadRequest request = ReadRequest.of(Map.of());
    var watermark = new WatermarkEstimators.Manual(BoundedWindow.TIMESTAMP_MIN_VALUE);
    var tracker = reader.newTracker(request, whole);
    while (reader.process(request, tracker, watermark, new Nowhere()).shouldResume()) {
      tracker = reader.newTracker(request, tracker.trySplit(0).getResidual());
    }
    reader.teardown();
    return watermark.currentWatermark();
  }

  private static SourceRecord record(int id, String time) {
    String json = "{\"id\":" + id + ",\"updated_at\":" + time + "}";
    return SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8));
  }

  private record Nowhere() implements OutputReceiver<TableBatch> {
    @Override
    public void output(TableBatch batch) {}

    @Override
    public OutputBuilder<TableBatch> builder(TableBatch batch) {
      throw new UnsupportedOperationException("A reader outputs batches as they are");
    }
  }

  private static final class TimeFn extends DoFn<Row, KV<Long, Instant>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element Row row, @Timestamp Instant time, OutputReceiver<KV<Long, Instant>> out) {
      out.output(KV.of(row.getInt64("id"), time));
    }
  }
}
