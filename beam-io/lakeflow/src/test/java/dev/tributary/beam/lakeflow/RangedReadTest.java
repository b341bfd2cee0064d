package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

/** Tables whose offsets have an order, namespaces and many requests, on DirectRunner. */
class RangedReadTest {
  private static final Map<String, String> RED = Map.of("team", "red");
  private static final BatchTarget ONE_PAGE = new BatchTarget(1, Duration.ofDays(1));

  private final Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());

  @Test
  void aRangeIsReadInPartsAndNothingTwice() {
    Numbers source = Numbers.of(3_000, 7);

    assertThat(read(read(source).withBatches(ONE_PAGE), source.ids())).isEqualTo(end(source));
    assertThat(source.fetches()).isEqualTo(source.everyNumberOnce());
  }

  @Test
  void aSourceCanBeSparedTheRequestsOfManyParts() {
    Numbers source = Numbers.of(100, 1_000);

    read(read(source).withSplits(1), source.ids());

    assertThat(source.pages()).isEqualTo(1);
    read(read(source).withSplits(5), source.ids());
    assertThat(source.pages()).isEqualTo(6);
    assertThatThrownBy(() -> read(source).withSplits(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid number of splits: 0");
  }

  @Test
  void aReadEndsWhereItIsToldAndTheNextGoesOnThere() {
    Numbers source = Numbers.of(100, 7);
    Positions middle = at(41);

    assertThat(read(read(source).endingAt(middle), BatchChains.idsFrom(0, 41))).isEqualTo(middle);
    source.grow(10);
    assertThat(read(read(source).startingAt(middle), BatchChains.idsFrom(41, 69)))
        .isEqualTo(at(110));
    assertThat(source.fetches()).isEqualTo(source.everyNumberOnce());
  }

  @Test
  void nothingNewIsNoRowAndTheSamePosition() {
    Numbers source = Numbers.of(100, 7);

    assertThat(read(read(source).startingAt(at(100)), List.of())).isEqualTo(at(100));
    assertThat(source.fetches()).isEmpty();
  }

  @Test
  void partitionsThatTheEndDoesNotKnowAreNotRead() {
    Numbers source = Numbers.partitioned(List.of(9L, 5L), 4);
    Positions end = Positions.INITIAL.with(span("0"), Numbers.offset(3));

    Positions reached = read(read(source).endingAt(end), List.of(0L, 1L, 2L));

    assertThat(reached.of(Flow.CHANGES, "0")).isEqualTo(Numbers.offset(3));
    assertThat(reached.of(Flow.CHANGES, "1").isInitial()).isTrue();
  }

  @Test
  void aRangeWhoseStartLiesBehindItsEndFailsWithTheConnectorsMessage() {
    Numbers source = Numbers.of(100, 7);
    pipeline.apply(read(source).startingAt(at(50)).endingAt(at(40)));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasMessageContaining("Start lies behind the end");
  }

  @Test
  void deletesThatAreReadApartHaveNoEnd() {
    Numbers source = Numbers.of(10, 7).withDeletes();

    assertThatThrownBy(() -> pipeline.apply(read(source).endingAt(at(4))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot end at positions: the deletes of table 'numbers' are read apart, up to the end"
                + " of the source. Add withoutDeletes()");
    assertThat(read(read(source).withoutDeletes().endingAt(at(4)), BatchChains.idsFrom(0, 4)))
        .isEqualTo(at(4));
  }

  @Test
  void aNamespaceSelectsItsRows() {
    Numbers source = Numbers.of(3, 7);
    LakeflowIO.Read read =
        LakeflowIO.read()
            .withConnector("numbers")
            .withConnection(source.connection())
            .from(List.of("blue"), "numbers");

    PCollection<String> teams = pipeline.apply(read).apply(ParDo.of(new TeamFn()));

    PAssert.that(teams).containsInAnyOrder("blue 0", "blue 1", "blue 2");
    pipeline.run().waitUntilFinish();
    assertThatThrownBy(() -> read.from(List.of("bleu"), "numbers").schema())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown namespace [bleu]. Did you mean [blue]?");
    assertThatThrownBy(() -> read.withOptions(RED).schema())
        .hasMessage(
            "Option 'team' is given and follows from namespace [blue] as another value. Leave one"
                + " of them out");
  }

  @Test
  void everyRequestIsReadWithItsOwnOptionsAndPositions() {
    Numbers source = Numbers.partitioned(List.of(4L, 3L), 2);
    ReadRequest red = ReadRequest.of(RED);
    Positions start =
        Positions.INITIAL.with(span("0"), Numbers.offset(3)).with(span("1"), Numbers.offset(3));
    ReadRequest green = ReadRequest.of(Map.of("team", "grün")).startingAt(start);
    ReadRequest blue =
        ReadRequest.of(Map.of("team", "blue"))
            .endingAt(Positions.INITIAL.with(span("1"), Numbers.offset(1)));

    LakeflowIO.ResultOfAll result =
        pipeline.apply(Create.of(red, green, blue)).apply(readAll(source).withPositions());

    PAssert.that(result.rows().apply(ParDo.of(new TeamFn())))
        .containsInAnyOrder(
            "red 0",
            "red 1",
            "red 2",
            "red 3",
            "red 1000000",
            "red 1000001",
            "red 1000002",
            "grün 3",
            "blue 1000000");
    Positions all =
        Positions.INITIAL.with(span("0"), Numbers.offset(4)).with(span("1"), Numbers.offset(3));
    Positions ofBlue = Positions.INITIAL.with(span("1"), Numbers.offset(1));
    PAssert.that(result.positions())
        .containsInAnyOrder(List.of(KV.of(red, all), KV.of(green, all), KV.of(blue, ofBlue)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void requestsForTheSameTableKeepTheirRowsApart() {
    Numbers source = Numbers.of(400, 1);
    var requests = new ArrayList<ReadRequest>();
    var expected = new ArrayList<String>();
    for (String team : List.of("a", "b", "c")) {
      requests.add(ReadRequest.of(Map.of("team", team)));
      source.ids().forEach(id -> expected.add(team + " " + id));
    }

    PCollection<Row> rows =
        pipeline
            .apply(Create.of(requests))
            .apply(readAll(source).from("opaque").withBatches(ONE_PAGE));

    PAssert.that(rows.apply(ParDo.of(new TeamFn()))).containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aRequestWithWrongOptionsFailsThePipeline() {
    Numbers source = Numbers.of(3, 7);
    pipeline.apply(Create.of(ReadRequest.of(Map.of("tem", "red")))).apply(readAll(source));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasMessageContaining("Cannot read table 'numbers' of connector 'numbers': ")
        .hasMessageContaining("Unknown option 'tem'. Did you mean 'team'?");
  }

  @Test
  void requestsMayAddColumnsAndNotLackSome() {
    Numbers source = Numbers.of(1, 7);
    pipeline
        .apply(Create.of(ReadRequest.of(Map.of("team", "red", "columns", "other"))))
        .apply(readAll(source).withOptions(Map.of("columns", "wanted")));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasMessageContaining("with the options of one it has other columns, keys or deletes");
  }

  @Test
  void optionsOfAllRequestsAreCheckedWhenThePipelineIsMade() {
    Numbers source = Numbers.of(3, 7);

    assertThatThrownBy(() -> readAll(source).withOptions(Map.of("tem", "red")).schema())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unknown option 'tem'. Did you mean 'team'?");
    assertThatThrownBy(() -> read(source).withOptions(Map.of()).schema())
        .hasMessageContaining("Option 'team' is required");
    assertThat(readAll(source).schema()).isEqualTo(read(source).schema());
  }

  @Test
  void requestsTellNoValuesOfTheirOptions() {
    assertThat(ReadRequest.of(Map.of("token", "hunter2")).startingAt(at(3)).toString())
        .isEqualTo("read with the options [token] from " + at(3).toJson());
  }

  private static LakeflowIO.Read read(Numbers source) {
    return LakeflowIO.read()
        .withConnector("numbers")
        .withConnection(source.connection())
        .from("numbers")
        .withOptions(RED);
  }

  private static LakeflowIO.ReadAll readAll(Numbers source) {
    return LakeflowIO.readAll()
        .withConnector("numbers")
        .withConnection(source.connection())
        .from("numbers");
  }

  /** Reads in a pipeline of its own, and gives where the read ended. */
  private static Positions read(LakeflowIO.Read read, List<Long> expected) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    LakeflowIO.Result result = pipeline.apply(read.withPositions());
    var rows = new Collected<String>();
    result.rows().apply(ParDo.of(new TeamFn())).apply("CollectRows", rows.collect());
    var positions = new Collected<Positions>();
    result.positions().apply("CollectPositions", positions.collect());
    pipeline.run().waitUntilFinish();
    assertThat(rows.elements())
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(id -> "red " + id).toList());
    assertThat(positions.elements()).hasSize(1);
    return positions.elements().get(0);
  }

  private static Span span(String partition) {
    return new Span(0, Flow.CHANGES, partition, Numbers.offset(0));
  }

  private static Positions at(long offset) {
    return Positions.INITIAL.with(span(null), Numbers.offset(offset));
  }

  private static Positions end(Numbers source) {
    return at(source.size(null));
  }

  private static final class TeamFn extends DoFn<Row, String> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element Row row, OutputReceiver<String> out) {
      out.output(row.getString("team") + " " + row.getInt64("id"));
    }
  }
}
