package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.Lineage;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

/** Whole tables on DirectRunner, which enforces that elements are encodable and do not change. */
class ReadTest {
  private static final Span WHOLE = new Span(0, Flow.CHANGES, null, Offset.INITIAL);
  private static final Span DELETES = new Span(1, Flow.DELETES, null, Offset.INITIAL);
  private static final BatchTarget ONE_PAGE = new BatchTarget(1, Duration.ofDays(1));

  private final ScriptedSource source = new ScriptedSource();
  private final Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

  @Test
  void aTableIsRowsWithItsSchema() {
    source
        .describe(
            TableMetadata.append("id"),
            Field.required("id", Primitive.LONG),
            Field.of("name", Primitive.STRING))
        .lay(
            WHOLE,
            List.of(
                Page.last(
                    List.of(
                        upsert("{\"id\":1,\"name\":\"Zoë 🦄\\u0000\"}"),
                        upsert("{\"id\":2,\"name\":null}"),
                        upsert("{\"id\":3}")),
                    at(1))));

    PCollection<Row> rows = pipeline.apply(read());

    Schema schema =
        Schema.builder().addNullableInt64Field("id").addNullableStringField("name").build();
    assertThat(rows.getSchema()).isEqualTo(schema);
    assertThat(read().schema()).isEqualTo(schema);
    assertThat(rows.isBounded()).isEqualTo(PCollection.IsBounded.BOUNDED);
    PAssert.that(rows)
        .containsInAnyOrder(
            Row.withSchema(schema).addValues(1L, "Zoë 🦄\0").build(),
            Row.withSchema(schema).addValues(2L, null).build(),
            Row.withSchema(schema).addValues(3L, null).build());
    run();
  }

  @Test
  void aSourceWithoutRecordsGivesNoRowsAndItsPosition() {
    source.lay(WHOLE, List.of(Page.last(List.of(), at(1))));

    LakeflowIO.Result result = pipeline.apply(read().withPositions());

    PAssert.that(result.rows()).empty();
    PAssert.thatSingleton(result.positions()).isEqualTo(Positions.INITIAL.with(WHOLE, at(1)));
    run();
  }

  @Test
  void deletesAreRowsOfTheirOwnKind() {
    source
        .describe(
            TableMetadata.cdcWithDeletesRead("updated_at", "id"),
            Field.required("id", Primitive.LONG),
            Field.of("name", Primitive.STRING),
            Field.of("updated_at", Primitive.LONG))
        .lay(
            WHOLE,
            List.of(
                Page.last(
                    List.of(
                        upsert("{\"id\":1,\"name\":\"a\",\"updated_at\":5}"),
                        delete("{\"id\":2,\"name\":\"not said\",\"updated_at\":6}")),
                    at(1))))
        .lay(DELETES, List.of(Page.last(List.of(delete("{\"id\":3,\"updated_at\":7}")), at(1))));

    LakeflowIO.Result result = pipeline.apply(read().withPositions());

    Schema schema = result.rows().getSchema();
    assertThat(schema.getField(LakeflowIO.CHANGE_KIND).getType()).isEqualTo(FieldType.STRING);
    assertThat(schema.getFieldCount()).isEqualTo(4);
    PAssert.that(result.rows())
        .containsInAnyOrder(
            Row.withSchema(schema).addValues(1L, "a", 5L, "upsert").build(),
            Row.withSchema(schema).addValues(2L, null, 6L, "delete").build(),
            Row.withSchema(schema).addValues(3L, null, 7L, "delete").build());
    PAssert.thatSingleton(result.positions())
        .isEqualTo(Positions.INITIAL.with(WHOLE, at(1)).with(DELETES, at(1)));
    run();
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  @Test
  void withoutDeletesTheyAreNeitherReadNorRows() {
    source
        .describe(
            TableMetadata.cdcWithDeletesRead("id", "id"), Field.required("id", Primitive.LONG))
        .lay(WHOLE, List.of(Page.last(List.of(upsert("{\"id\":1}"), delete("{\"id\":2}")), at(1))));

    PCollection<Row> rows = pipeline.apply(read().withoutDeletes());

    Schema schema = Schema.builder().addNullableInt64Field("id").build();
    assertThat(rows.getSchema()).isEqualTo(schema);
    PAssert.that(rows).containsInAnyOrder(Row.withSchema(schema).addValues(1L).build());
    run();
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  @Test
  void aColumnNamedLikeTheKindIsRefusedUnlessDeletesAreLeftOut() {
    source.describe(
        TableMetadata.cdcWithDeletes("id", "id"),
        Field.required("id", Primitive.LONG),
        Field.of("_Change_Kind", Primitive.STRING));

    assertThatThrownBy(() -> read().schema())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot tell deleted rows: the table has a column '_Change_Kind' of its own. Read it"
                + " with withoutDeletes()");
    assertThat(read().withoutDeletes().schema().getFieldNames())
        .containsExactly("id", "_Change_Kind");
  }

  @Test
  void aDeleteOfATableThatHasNoneFailsThePipeline() {
    source.lay(WHOLE, List.of(Page.last(List.of(delete("{\"id\":1}")), at(1))));
    pipeline.apply(read());

    assertThatThrownBy(this::run).hasMessageContaining("says that it has no deletes and sends one");
  }

  @Test
  void aReadGoesOnFromThePositionsOfTheLast() throws Exception {
    source.lay(WHOLE, ScriptedSource.chain(0, 3, 3));
    List<Positions> ends = new ArrayList<>();
    ends.add(idsAndPositions(read(), List.of(0L, 1L, 2L, 3L, 4L, 5L)));
    var later = new Span(0, Flow.CHANGES, null, at(2));
    source.lay(later, List.of(Page.last(ScriptedSource.records(6, 2), at(9))));

    Positions stored = Positions.parse(ends.get(0).toJson());
    Positions end = idsAndPositions(read().startingAt(stored), List.of(6L, 7L));

    assertThat(end).isEqualTo(Positions.INITIAL.with(WHOLE, at(9)));
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  @Test
  void positionsOfPartitionsThatAreGoneStay() throws Exception {
    var gone = new Span(0, Flow.CHANGES, "gone", Offset.INITIAL);
    var here = new Span(0, Flow.CHANGES, "here", Offset.INITIAL);
    source.lay(here, ScriptedSource.chain(0, 1));

    Positions end =
        idsAndPositions(
            read()
                .withOptions(Map.of("regions", List.of("here")))
                .startingAt(Positions.INITIAL.with(gone, at(7))),
            List.of(0L));

    assertThat(end).isEqualTo(Positions.INITIAL.with(gone, at(7)).with(here, at(1)));
  }

  @Test
  void aSnapshotIsReadWholeEachTime() throws Exception {
    source
        .describe(
            TableMetadata.snapshot(SnapshotPaging.KEYSET, "id"),
            Field.required("id", Primitive.LONG))
        .lay(WHOLE, ScriptedSource.chain(0, 2, 2));

    Positions first = idsAndPositions(read(), List.of(0L, 1L, 2L, 3L));
    Positions second = idsAndPositions(read().startingAt(first), List.of(0L, 1L, 2L, 3L));

    assertThat(second).isEqualTo(first);
  }

  /**
   * Row 0 goes while the first list is read, so that row 2 moves to a page that was read already.
   */
  @Test
  void aRowThatPagingSkipsIsReadAndNoneTwice() throws Exception {
    source
        .describe(
            TableMetadata.snapshot(SnapshotPaging.SHIFTING, "id"),
            Field.required("id", Primitive.LONG))
        .lay(WHOLE, List.of(page(at(1), 0, 1), Page.last(page(at(2), 3).records(), at(2))));
    var lists = new AtomicInteger();
    source.beforePage(
        offset -> {
          if (offset.isInitial() && lists.incrementAndGet() == 2) {
            source.lay(
                WHOLE, List.of(page(at(1), 1, 2), Page.last(page(at(2), 3).records(), at(2))));
          }
        });

    Positions end = idsAndPositions(read(), List.of(0L, 1L, 2L, 3L));

    assertThat(lists).hasValue(2);
    assertThat(end).isEqualTo(Positions.INITIAL.with(WHOLE, Offset.INITIAL));
  }

  private static Page page(Offset end, long... ids) {
    return Page.of(LongStream.of(ids).mapToObj(id -> upsert("{\"id\":" + id + "}")).toList(), end);
  }

  @Test
  void eightPartitionsAreEachReadOnce() throws Exception {
    List<String> regions = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      var span = new Span(i, Flow.CHANGES, regions.get(i), Offset.INITIAL);
      source.lay(span, ScriptedSource.chain(i * 1_000, BatchChains.sizes(20 + i, 3)));
      ids.addAll(BatchChains.idsFrom(i * 1_000L, 3L * (20 + i)));
    }

    idsAndPositions(read().withOptions(Map.of("regions", regions)).withBatches(ONE_PAGE), ids);

    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
    assertThat(source.open()).as("connectors left open").isZero();
  }

  /** DirectRunner splits a reader after 100 outputs. */
  @Test
  void aTableOfManyBatchesIsReadOnceThoughItIsSplit() throws Exception {
    source.lay(WHOLE, ScriptedSource.chain(0, BatchChains.sizes(350, 2)));

    idsAndPositions(read().withBatches(ONE_PAGE), BatchChains.idsFrom(0, 700));

    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  @Test
  void aSourceThatFailsFailsThePipelineWithItsMessage() {
    source.lay(WHOLE, ScriptedSource.chain(0, 3, 3));
    source.failAt(
        WHOLE,
        at(1),
        new ConnectorException(
            Category.PERMISSION, "The token may not read this: " + ScriptedSource.SECRET));
    pipeline.apply(read());

    assertThatThrownBy(this::run)
        .hasMessageContaining(
            "Cannot read changes of table 'records' of connector 'scripted': The token may not"
                + " read this: ***")
        .satisfies(ReadTest::holdsNoSecret);
  }

  @Test
  void anErrorOfTheConnectorFailsThePipeline() {
    source.lay(WHOLE, ScriptedSource.chain(0, 3));
    source.beforePage(
        offset -> {
          throw new AssertionError("broken");
        });
    pipeline.apply(read());

    assertThatThrownBy(this::run).hasMessageContaining("Cannot read changes: ");
  }

  @Test
  void aBadRecordFailsThePipelineWithItsKeyAndNoneOfItsContent() {
    source
        .describe(
            TableMetadata.append("id"),
            Field.required("id", Primitive.LONG),
            Field.of("age", Primitive.LONG))
        .lay(
            WHOLE,
            List.of(
                Page.last(
                    List.of(upsert("{\"id\":17,\"age\":\"confidential\",\"x\":\"private\"}")),
                    at(1))));
    pipeline.apply(read());

    assertThatThrownBy(this::run)
        .hasMessageContaining(
            "Cannot read a record of table 'records' of connector 'scripted': column 'age' holds a"
                + " value that is not a 64-bit integer. Its key: id=17. Use withErrorHandler(…)")
        .satisfies(
            thrown ->
                assertThat(texts(thrown)).doesNotContain("confidential").doesNotContain("private"));
  }

  @Test
  void whatIsNoJsonIsABadRecordToo() {
    source.lay(WHOLE, List.of(Page.last(List.of(upsert("[confidential")), at(1))));
    pipeline.apply(read());

    assertThatThrownBy(this::run)
        .hasMessageContaining("the record is not ")
        .hasMessageContaining("Its key: unknown")
        .satisfies(thrown -> assertThat(texts(thrown)).doesNotContain("confidential"));
  }

  @Test
  void anErrorHandlerTakesBadRecordsAndTheOthersAreRows() throws Exception {
    source.lay(
        WHOLE,
        List.of(
            Page.last(
                List.of(
                    upsert("{\"id\":1}"), upsert("{\"id\":\"no number\"}"), upsert("{\"id\":2}")),
                at(1))));
    var aside = new BadRecords();
    PCollection<Row> rows;
    try (var handler = pipeline.registerBadRecordErrorHandler(aside)) {
      rows = pipeline.apply(read().withErrorHandler(handler));
    }

    PAssert.that(ids(rows)).containsInAnyOrder(1L, 2L);
    PipelineResult result = run();

    assertThat(aside.texts())
        .singleElement()
        .asString()
        .contains("no number")
        .contains("Cannot read a record of table 'records'");
    assertThat(counters(result)).containsEntry("bad_records", 1L).containsEntry("records", 2L);
  }

  @Test
  void metricsCountWhatWasReadAndLineageNamesTheSource() {
    source.lay(WHOLE, ScriptedSource.chain(0, 10, 0, 5));
    pipeline.apply(read());

    PipelineResult result = run();

    assertThat(counters(result))
        .containsEntry("records", 15L)
        .containsEntry("pages", 3L)
        .containsEntry("requests", 6L)
        .containsEntry("retries", 3L);
    assertThat(Lineage.query(result.metrics(), Lineage.Type.SOURCE))
        .singleElement()
        .asString()
        .startsWith("scripted:")
        .contains(source.connection().get("script"))
        .endsWith("records");
  }

  @Test
  void displayDataTellOptionsAndNoSecret() {
    LakeflowIO.Read read = read().withOptions(Map.of("regions", List.of("emea")));

    DisplayData shown = DisplayData.from(read);

    Map<String, Object> values = new HashMap<>();
    shown.asMap().values().forEach(item -> values.put(item.getKey(), item.getValue()));
    assertThat(values)
        .containsEntry("connector", "scripted")
        .containsEntry("table", "records")
        .containsEntry("options.regions", "[\"emea\"]")
        .containsEntry("connection.script", source.connection().get("script"))
        .doesNotContainKey("connection.token");
    assertThat(shown.toString()).doesNotContain(ScriptedSource.SECRET);
    assertThat(DisplayData.from(read.withPositions()).toString())
        .contains("records")
        .doesNotContain(ScriptedSource.SECRET);
    assertThat(read.toString()).doesNotContain(ScriptedSource.SECRET);
    assertThat(DisplayData.from(LakeflowIO.read()).asMap()).isNotEmpty();
  }

  @Test
  void whatIsMissingOrWrongIsSaidWhenThePipelineIsMade() {
    assertThatThrownBy(() -> pipeline.apply(LakeflowIO.read()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read: no connector is given. Use withConnector(…)");
    assertThatThrownBy(() -> pipeline.apply(LakeflowIO.read().withConnector("scripted")))
        .hasMessage("Cannot read: no table is given. Use from(…)");
    assertThatThrownBy(() -> pipeline.apply(read().withConnector("scriptd")))
        .hasMessageContaining("Unknown connector 'scriptd'. Did you mean 'scripted'?");
    assertThatThrownBy(() -> pipeline.apply(read().from("record")))
        .hasMessageContaining(
            "Unknown table 'record' of connector scripted. Did you mean 'records'?");
    assertThatThrownBy(() -> pipeline.apply(read().withOptions(Map.of("region", "x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown option 'region'. Did you mean 'regions'?");
    assertThatThrownBy(
            () -> pipeline.apply(read().withConnection(Map.of("tokn", ScriptedSource.SECRET))))
        .hasMessageContaining("Unknown option 'tokn'. Did you mean 'token'?")
        .hasMessageContaining("Option 'script' is required")
        .satisfies(ReadTest::holdsNoSecret);
    assertThatThrownBy(
            () -> read().withConnection(Map.of("token", List.of(ScriptedSource.SECRET))).schema())
        .satisfies(ReadTest::holdsNoSecret);
    assertThatThrownBy(() -> read().withOptions(Map.of("regions", new Object())))
        .hasMessage("Invalid option 'regions': a java.lang.Object is no JSON");
    assertThatThrownBy(() -> pipeline.apply(read().from(List.of("acme", "shop"), "records")))
        .hasMessage(
            "Cannot read from namespace [acme, shop]: connector 'scripted' has no namespaces. Use"
                + " from(\"records\")");
    assertThatThrownBy(() -> pipeline.apply(read().endingAt(Positions.INITIAL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot end at positions: the offsets of table 'records' have no order. Leave"
                + " endingAt(…) out");
    assertThatThrownBy(
            () -> pipeline.apply(read().withWatermark(org.joda.time.Duration.standardHours(1))))
        .hasMessage(
            "Cannot follow a watermark: the cursor of table 'records' is no timestamp or date."
                + " Leave withWatermark(…) out");
  }

  private LakeflowIO.Read read() {
    return LakeflowIO.read()
        .from("records")
        .withConnector("scripted")
        .withConnection(source.connection());
  }

  /** Reads in a pipeline of its own and gives where the read ended. */
  private static Positions idsAndPositions(LakeflowIO.Read read, List<Long> expected)
      throws Exception {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    LakeflowIO.Result result = pipeline.apply(read.withPositions());
    PAssert.that(ids(result.rows())).containsInAnyOrder(expected);
    var positions = new Collected<Positions>();
    result.positions().apply(positions.collect());
    pipeline.run().waitUntilFinish();
    assertThat(positions.elements()).hasSize(1);
    return positions.elements().get(0);
  }

  private static PCollection<Long> ids(PCollection<Row> rows) {
    return rows.apply("Ids", ParDo.of(new IdFn()));
  }

  private static final class IdFn extends DoFn<Row, Long> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element Row row, OutputReceiver<Long> out) {
      out.output(row.getInt64("id"));
    }
  }

  private PipelineResult run() {
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }

  private static Map<String, Long> counters(PipelineResult result) {
    var counters = new TreeMap<String, Long>();
    result
        .metrics()
        .queryMetrics(MetricsFilter.builder().build())
        .getCounters()
        .forEach(
            counter -> {
              if (counter.getName().getNamespace().equals("LakeflowIO")) {
                counters.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
              }
            });
    return counters;
  }

  private static void holdsNoSecret(Throwable thrown) {
    assertThat(texts(thrown)).doesNotContain(ScriptedSource.SECRET);
  }

  /** All that a log would show of an exception. */
  private static String texts(Throwable thrown) {
    var text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  private static Offset at(int page) {
    return ScriptedSource.offset(page);
  }

  private static SourceRecord upsert(String json) {
    return SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8));
  }

  private static SourceRecord delete(String json) {
    return SourceRecord.of(ChangeKind.DELETE, json.getBytes(StandardCharsets.UTF_8));
  }
}
