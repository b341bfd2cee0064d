package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.junit.jupiter.api.Test;

/** Reads on DirectRunner, which enforces that elements are encodable and do not change. */
class ReadPagesTest {
  private static final Map<String, Queue<PageBatch>> COLLECTED = new ConcurrentHashMap<>();
  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");
  private static final ReadBudget UNLIMITED = new ReadBudget(FAR, Long.MAX_VALUE);
  private static final BatchTarget ONE_PAGE = new BatchTarget(1, Duration.ofDays(1));
  private static final Span WHOLE = new Span(0, Flow.CHANGES, null, Offset.INITIAL);

  private final ScriptedSource source = new ScriptedSource();

  @Test
  void aFewPagesAreOneBatch() {
    source.lay(WHOLE, ScriptedSource.chain(0, 10, 0, 5));

    List<PageBatch> batches = read(UNLIMITED, BatchTarget.DEFAULT, WHOLE);

    assertThat(batches).hasSize(1);
    assertThat(batches.get(0).from()).isEqualTo(Offset.INITIAL);
    assertThat(batches.get(0).to()).isEqualTo(ScriptedSource.offset(3));
    assertThat(batches.get(0).ending()).isEqualTo(Ending.LAST);
    assertThat(BatchChains.ids(batches)).isEqualTo(BatchChains.idsFrom(0, 15));
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  @Test
  void statisticsTravelWithTheBatches() {
    source.lay(WHOLE, ScriptedSource.chain(0, 10, 0, 5));

    ReadStatistics sum =
        read(UNLIMITED, ONE_PAGE, WHOLE).stream()
            .map(PageBatch::statistics)
            .reduce(ReadStatistics.NONE, ReadStatistics::plus);

    assertThat(sum.pages()).isEqualTo(3);
    assertThat(sum.requests()).isEqualTo(6);
    assertThat(sum.retries()).isEqualTo(3);
    assertThat(sum.waitingMillis()).isEqualTo(9);
  }

  @Test
  void aSourceWithoutRecordsEndsAtOnce() {
    source.lay(WHOLE, List.of(Page.of(List.of(), Offset.INITIAL)));

    List<PageBatch> chain = BatchChains.chain(WHOLE, read(UNLIMITED, ONE_PAGE, WHOLE));

    assertThat(BatchChains.ids(chain)).isEmpty();
    assertThat(BatchChains.ending(chain)).isEqualTo(Ending.LAST);
    assertThat(BatchChains.end(chain)).isEqualTo(Offset.INITIAL);
  }

  @Test
  void aLastPageThatEndsWhereItBeginsKeepsItsRecords() {
    var pages = new ArrayList<>(ScriptedSource.chain(0, 3, 3));
    pages.set(1, Page.of(pages.get(1).records(), ScriptedSource.offset(1)));
    source.lay(WHOLE, pages);

    List<PageBatch> chain = BatchChains.chain(WHOLE, read(UNLIMITED, ONE_PAGE, WHOLE));

    assertThat(BatchChains.ids(chain)).isEqualTo(BatchChains.idsFrom(0, 6));
    assertThat(BatchChains.end(chain)).isEqualTo(ScriptedSource.offset(1));
  }

  @Test
  void recordsThatLookAlikeAreAllKept() {
    byte[] tie = "{\"id\":7,\"updated_at\":\"2025-01-31\"}".getBytes(StandardCharsets.UTF_8);
    var same = SourceRecord.of(ChangeKind.UPSERT, tie);
    source.lay(
        WHOLE,
        List.of(
            Page.of(List.of(same, same), ScriptedSource.offset(1)),
            Page.last(List.of(same, same, same), ScriptedSource.offset(2))));

    List<PageBatch> chain = BatchChains.chain(WHOLE, read(UNLIMITED, ONE_PAGE, WHOLE));

    assertThat(BatchChains.ids(chain)).containsExactly(7L, 7L, 7L, 7L, 7L);
  }

  /** DirectRunner splits a reader after 100 outputs. */
  @Test
  void aSpanOfManyBatchesIsReadOnceThoughItIsSplit() {
    source.lay(WHOLE, ScriptedSource.chain(0, BatchChains.sizes(350, 2)));

    List<PageBatch> chain = BatchChains.chain(WHOLE, read(UNLIMITED, ONE_PAGE, WHOLE));

    assertThat(chain).hasSize(350);
    assertThat(BatchChains.ids(chain)).isEqualTo(BatchChains.idsFrom(0, 700));
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  /** DirectRunner splits a reader one second after its first claim, here during a fetch. */
  @Test
  void aPageThatIsFetchedDuringASplitIsNotFetchedAgain() {
    source.lay(WHOLE, ScriptedSource.chain(0, 2, 2, 2, 2));
    source.beforePage(
        offset -> {
          if (offset.equals(ScriptedSource.offset(1))) {
            answerAfter(Duration.ofMillis(1_500));
          }
        });

    List<PageBatch> chain = BatchChains.chain(WHOLE, read(UNLIMITED, ONE_PAGE, WHOLE));

    assertThat(BatchChains.ids(chain)).isEqualTo(BatchChains.idsFrom(0, 8));
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  @Test
  void partitionsAndDeletesAreSpansOfTheirOwn() {
    var spans = new ArrayList<Span>();
    for (int i = 0; i < 20; i++) {
      var span = new Span(i, Flow.CHANGES, "region-" + i, Offset.INITIAL);
      spans.add(span);
      source.lay(span, ScriptedSource.chain(i * 1_000, BatchChains.sizes(i == 0 ? 120 : i, 3)));
    }
    var deletes = new Span(20, Flow.DELETES, null, Offset.INITIAL);
    spans.add(deletes);
    source.lay(deletes, ScriptedSource.chain(20_000, 4, 4));

    List<PageBatch> batches = read(UNLIMITED, ONE_PAGE, spans.toArray(Span[]::new));

    for (Span span : spans) {
      List<PageBatch> chain = BatchChains.chain(span, batches);
      long size = span.id() == 0 ? 360 : span.id() == 20 ? 8 : 3 * span.id();
      assertThat(BatchChains.ids(chain)).isEqualTo(BatchChains.idsFrom(span.id() * 1_000L, size));
      assertThat(BatchChains.ending(chain)).isEqualTo(Ending.LAST);
    }
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  @Test
  void kindsOfRecordsAreKept() {
    var deletes = new Span(0, Flow.DELETES, null, Offset.INITIAL);
    byte[] gone = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
    source.lay(
        deletes,
        List.of(
            Page.last(
                List.of(
                    SourceRecord.of(ChangeKind.DELETE, gone),
                    SourceRecord.of(ChangeKind.UPSERT, gone)),
                ScriptedSource.offset(1))));

    List<PageBatch> batches = read(UNLIMITED, ONE_PAGE, deletes);

    assertThat(batches.get(0).records())
        .extracting(SourceRecord::kind)
        .containsExactly(ChangeKind.DELETE, ChangeKind.UPSERT);
  }

  @Test
  void aFailureOfTheSourceKeepsThePagesBeforeIt() {
    source.lay(WHOLE, ScriptedSource.chain(0, BatchChains.sizes(10, 5)));
    source.failAt(
        WHOLE, ScriptedSource.offset(7), new ConnectorException(Category.UNAVAILABLE, "HTTP 503"));

    List<PageBatch> chain = BatchChains.chain(WHOLE, read(UNLIMITED, ONE_PAGE, WHOLE));

    assertThat(BatchChains.ids(chain)).isEqualTo(BatchChains.idsFrom(0, 35));
    assertThat(BatchChains.ending(chain)).isEqualTo(Ending.FAILED);
    assertThat(BatchChains.end(chain)).isEqualTo(ScriptedSource.offset(7));
    assertThat(chain.get(chain.size() - 1).failure()).isEqualTo("HTTP 503");

    source.heal();
    var rest = new Span(0, Flow.CHANGES, null, BatchChains.end(chain));
    assertThat(BatchChains.ids(BatchChains.chain(rest, read(UNLIMITED, ONE_PAGE, rest))))
        .isEqualTo(BatchChains.idsFrom(35, 15));
  }

  @Test
  void aFailureOfOneSpanLeavesTheOthersAlone() {
    var good = new Span(0, Flow.CHANGES, "good", Offset.INITIAL);
    var bad = new Span(1, Flow.CHANGES, "bad", Offset.INITIAL);
    source.lay(good, ScriptedSource.chain(0, 5, 5));
    source.lay(bad, ScriptedSource.chain(100, 5, 5));
    source.failAt(
        bad, Offset.INITIAL, new ConnectorException(Category.PERMISSION, "May not read this"));

    List<PageBatch> batches = read(UNLIMITED, BatchTarget.DEFAULT, good, bad);

    assertThat(BatchChains.ids(BatchChains.chain(good, batches)))
        .isEqualTo(BatchChains.idsFrom(0, 10));
    List<PageBatch> failed = BatchChains.chain(bad, batches);
    assertThat(BatchChains.ids(failed)).isEmpty();
    assertThat(BatchChains.end(failed)).isEqualTo(Offset.INITIAL);
    assertThat(failed.get(0).failure()).isEqualTo("May not read this");
  }

  @Test
  void aBugInAConnectorFailsThePipeline() {
    source.lay(WHOLE, ScriptedSource.chain(0, 1));
    source.failAt(WHOLE, Offset.INITIAL, new IllegalStateException("a bug"));

    assertThatThrownBy(() -> read(UNLIMITED, ONE_PAGE, WHOLE))
        .isInstanceOf(Pipeline.PipelineExecutionException.class)
        .hasMessageContaining("a bug");
  }

  @Test
  void anErrorInAConnectorFailsThePipelineAsAnException() {
    source.lay(WHOLE, ScriptedSource.chain(0, 1));
    source.beforePage(
        offset -> {
          throw new StackOverflowError("too deep");
        });

    assertThatThrownBy(() -> read(UNLIMITED, ONE_PAGE, WHOLE))
        .isInstanceOf(Pipeline.PipelineExecutionException.class)
        .hasMessageContaining("Cannot read changes: java.lang.StackOverflowError: too deep")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReadStopsAtTheBudgetAndANextOneGoesOnFromThere() {
    source.lay(WHOLE, ScriptedSource.chain(0, BatchChains.sizes(25, 10)));
    var budget = new ReadBudget(FAR, 95);
    var ids = new ArrayList<Long>();
    var endings = new ArrayList<Ending>();
    Offset position = Offset.INITIAL;
    while (endings.isEmpty() || endings.get(endings.size() - 1) == Ending.STOPPED) {
      var span = new Span(0, Flow.CHANGES, null, position);
      List<PageBatch> chain = BatchChains.chain(span, read(budget, ONE_PAGE, span));
      ids.addAll(BatchChains.ids(chain));
      endings.add(BatchChains.ending(chain));
      position = BatchChains.end(chain);
    }

    assertThat(endings).containsExactly(Ending.STOPPED, Ending.STOPPED, Ending.LAST);
    assertThat(ids).isEqualTo(BatchChains.idsFrom(0, 250));
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
  }

  @Test
  void theBudgetCountsWhatWasReadBeforeASplit() {
    source.lay(WHOLE, ScriptedSource.chain(0, BatchChains.sizes(300, 1)));

    List<PageBatch> chain =
        BatchChains.chain(WHOLE, read(new ReadBudget(FAR, 150), ONE_PAGE, WHOLE));

    assertThat(BatchChains.ids(chain)).isEqualTo(BatchChains.idsFrom(0, 150));
    assertThat(BatchChains.ending(chain)).isEqualTo(Ending.STOPPED);
    assertThat(BatchChains.pages(chain)).isEqualTo(150);
  }

  @Test
  void aReadBehindItsDeadlineStillReadsAPage() {
    source.lay(WHOLE, ScriptedSource.chain(0, 10, 10, 10));
    var late = new ReadBudget(Instant.EPOCH, Long.MAX_VALUE);

    List<PageBatch> chain = BatchChains.chain(WHOLE, read(late, BatchTarget.DEFAULT, WHOLE));

    assertThat(BatchChains.ids(chain)).isEqualTo(BatchChains.idsFrom(0, 10));
    assertThat(BatchChains.ending(chain)).isEqualTo(Ending.STOPPED);
  }

  @Test
  void displayDataShowsTheTableAndNoSecret() {
    DisplayData shown =
        DisplayData.from(LakeflowIO.readPages(source.source(), List.of(WHOLE), UNLIMITED));

    assertThat(shown.asMap().values())
        .extracting(item -> item.getKey() + "=" + item.getValue())
        .containsExactlyInAnyOrder("connector=scripted", "table=records", "spans=1");
    assertThat(shown.toString()).doesNotContain("hunter2");
  }

  @Test
  void aFullBatchIsSixteenMegabytesOrFiveSeconds() {
    assertThat(BatchTarget.DEFAULT.isReached((16L << 20) - 1, 4_999)).isFalse();
    assertThat(BatchTarget.DEFAULT.isReached(16L << 20, 0)).isTrue();
    assertThat(BatchTarget.DEFAULT.isReached(0, 5_000)).isTrue();
  }

  private List<PageBatch> read(ReadBudget budget, BatchTarget target, Span... spans) {
    var id = UUID.randomUUID().toString();
    COLLECTED.put(id, new ConcurrentLinkedQueue<>());
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    assertThat(options.isEnforceImmutability()).isTrue();
    assertThat(options.isEnforceEncodability()).isTrue();
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(LakeflowIO.readPages(source.source(), List.of(spans), budget).withBatches(target))
        .apply(ParDo.of(new CollectFn(id)));
    pipeline.run().waitUntilFinish();
    return List.copyOf(COLLECTED.remove(id));
  }

  /** A source that takes its time: nothing can be awaited, for the runner's timer shows nowhere. */
  private static void answerAfter(Duration time) {
    try {
      assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class CollectFn extends DoFn<PageBatch, Void> {
    private static final long serialVersionUID = 1;
    private final String id;

    CollectFn(String id) {
      this.id = id;
    }

    @ProcessElement
    public void process(@Element PageBatch batch) {
      COLLECTED.get(id).add(batch);
    }
  }
}
