package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchFetcherTest {
  private static final Instant NOW = Instant.parse("2025-01-31T12:00:00Z");
  private static final Span SPAN = new Span(3, Flow.CHANGES, null, Offset.INITIAL);
  private static final BatchTarget LARGE = new BatchTarget(1L << 30, Duration.ofSeconds(5));

  private final ScriptedSource source = new ScriptedSource();
  private final SteppingClock clock = new SteppingClock();
  private final CountingMetrics metrics = new CountingMetrics("a read");
  private boolean stopped;
  private final ConnectorSource.OpenTable table = source.source().open(metrics);

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void pagesAreFetchedUntilTheSourceHasNoMore() {
    source.lay(SPAN, ScriptedSource.chain(0, 4, 0, 4));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(60), 1_000).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.span()).isEqualTo(3);
    assertThat(batch.from()).isEqualTo(Offset.INITIAL);
    assertThat(batch.to()).isEqualTo(ScriptedSource.offset(3));
    assertThat(batch.ending()).isEqualTo(Ending.LAST);
    assertThat(batch.records()).hasSize(8);
    assertThat(batch.statistics().pages()).isEqualTo(3);
  }

  @Test
  void aBatchEndsWithThePageThatReachesItsBytes() {
    source.lay(SPAN, ScriptedSource.chain(0, 1, 1, 1, 1));
    long page = ScriptedSource.records(0, 1).get(0).sizeEstimate();

    PageBatch batch =
        fetcher(new BatchTarget(page + 1, Duration.ofSeconds(5)), NOW.plusSeconds(60), 1_000)
            .fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.to()).isEqualTo(ScriptedSource.offset(2));
    assertThat(batch.ending()).isEqualTo(Ending.NONE);
  }

  @Test
  void aBatchEndsWhenItsTimeIsOver() {
    source.lay(SPAN, ScriptedSource.chain(0, 1, 1, 1, 1));
    source.beforePage(offset -> clock.step(Duration.ofSeconds(2)));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(60), 1_000).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.to()).isEqualTo(ScriptedSource.offset(3));
    assertThat(batch.statistics().workingMillis()).isEqualTo(6_000 - 9);
    assertThat(batch.statistics().waitingMillis()).isEqualTo(9);
  }

  @Test
  void aBatchHasAPageThoughTheClockLeaps() {
    source.lay(SPAN, ScriptedSource.chain(0, 1, 1));
    clock.stepAtEveryLook(Duration.ofMinutes(1));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(3_600), 1_000).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.to()).isEqualTo(ScriptedSource.offset(1));
    assertThat(batch.claim(null, new AtomicBoolean()).records()).isEqualTo(1);
  }

  @Test
  void theDeadlineStopsTheSpanAtAPageBorder() {
    source.lay(SPAN, ScriptedSource.chain(0, 1, 1, 1, 1));
    source.beforePage(offset -> clock.step(Duration.ofSeconds(1)));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(2), 1_000).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.to()).isEqualTo(ScriptedSource.offset(2));
    assertThat(batch.ending()).isEqualTo(Ending.STOPPED);
  }

  @Test
  void aSpentBudgetStopsASpanThatHasReadSomething() {
    source.lay(SPAN, ScriptedSource.chain(0, 1, 1));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(60), 5).fetch(SPAN, SPAN.start(), 5);

    assertThat(batch.to()).isEqualTo(batch.from());
    assertThat(batch.ending()).isEqualTo(Ending.STOPPED);
    assertThat(source.fetches()).isEmpty();
  }

  @Test
  void aReadThatIsStoppedEndsAtTheNextPage() {
    source.lay(SPAN, ScriptedSource.chain(0, 2, 2, 2));
    source.beforePage(offset -> stopped = offset.equals(ScriptedSource.offset(1)));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(60), 1_000).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.to()).isEqualTo(ScriptedSource.offset(2));
    assertThat(batch.records()).hasSize(4);
    assertThat(batch.ending()).isEqualTo(Ending.STOPPED);
  }

  @Test
  void aReadThatWasStoppedBeforeAsksForNothing() {
    source.lay(SPAN, ScriptedSource.chain(0, 2));
    stopped = true;

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(60), 1_000).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.to()).isEqualTo(batch.from());
    assertThat(batch.ending()).isEqualTo(Ending.STOPPED);
    assertThat(source.fetches()).isEmpty();
  }

  @Test
  void aSpanThatEndsAsItsBudgetDoesHasCaughtUp() {
    source.lay(SPAN, ScriptedSource.chain(0, 5));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(60), 5).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.ending()).isEqualTo(Ending.LAST);
  }

  @Test
  void aFailureEndsTheBatchBehindTheLastWholePage() {
    source.lay(SPAN, ScriptedSource.chain(0, 2, 2, 2));
    source.failAt(
        SPAN, ScriptedSource.offset(2), new ConnectorException(Category.UNAVAILABLE, "HTTP 503"));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(60), 1_000).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.to()).isEqualTo(ScriptedSource.offset(2));
    assertThat(batch.records()).hasSize(4);
    assertThat(batch.ending()).isEqualTo(Ending.FAILED);
    assertThat(batch.failure()).isEqualTo("HTTP 503");
    assertThat(batch.statistics().pages()).isEqualTo(2);
    assertThat(batch.statistics().requests()).as("the failed one too").isEqualTo(6);
  }

  @Test
  void aFailureWithoutAMessageIsAFailure() {
    source.lay(SPAN, ScriptedSource.chain(0, 2));
    source.failAt(SPAN, Offset.INITIAL, new ConnectorException(Category.UNAVAILABLE, null));

    PageBatch batch = fetcher(LARGE, NOW.plusSeconds(60), 1_000).fetch(SPAN, SPAN.start(), 0);

    assertThat(batch.ending()).isEqualTo(Ending.FAILED);
    assertThat(batch.failure()).isEqualTo("dev.tributary.connectors.ConnectorException");
  }

  @Test
  void aFailureOfAThreadThatIsToEndIsNoFailureOfTheSource() {
    source.lay(SPAN, ScriptedSource.chain(0, 2));
    var cut = new ConnectorException(Category.UNAVAILABLE, "Interrupted");
    source.failAt(SPAN, Offset.INITIAL, cut);
    BatchFetcher fetcher = fetcher(LARGE, NOW.plusSeconds(60), 1_000);

    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> fetcher.fetch(SPAN, SPAN.start(), 0)).isSameAs(cut);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private BatchFetcher fetcher(BatchTarget target, Instant deadline, long records) {
    return new BatchFetcher(
        table, metrics, new ReadBudget(deadline, records), () -> stopped, target, clock);
  }

  /** A clock that goes when it is told to. */
  private static final class SteppingClock extends Clock {
    private Instant now = NOW;
    private Duration everyLook = Duration.ZERO;

    void step(Duration time) {
      now = now.plus(time);
    }

    void stepAtEveryLook(Duration time) {
      everyLook = time;
    }

    @Override
    public Instant instant() {
      step(everyLook);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Only UTC");
    }
  }
}
