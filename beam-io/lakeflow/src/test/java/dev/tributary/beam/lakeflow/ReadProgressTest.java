package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.lakeflow.ReadProgress.Claimed;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.ReadMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadProgressTest {
  private static final String READ = "ReadProgressTest";
  private static final Instant NOON = Instant.parse("2025-01-31T12:00:00Z");

  private final ReadProgress progress = ReadProgress.of(READ);

  @AfterEach
  void end() {
    ReadProgress.end(READ);
    ReadProgress.reportToNobody();
  }

  @Test
  void whatIsClaimedIsCounted() {
    ReadProgress.claimed(READ, batch(Ending.NONE));
    ReadProgress.claimed(READ, batch(Ending.STOPPED));
    ReadProgress.reported(READ, new Claimed(10, 2, 1));

    assertThat(progress.records()).isEqualTo(14);
    assertThat(progress.pages()).isEqualTo(8);
    assertThat(progress.spansEnded()).isEqualTo(2);
  }

  @Test
  void whatNobodyHereFollowsIsReported() {
    List<String> reported = new ArrayList<>();
    ReadProgress.reportTo((read, claimed) -> reported.add(read + " " + claimed));

    ReadProgress.claimed("elsewhere", batch(Ending.LAST));
    ReadProgress.claimed(READ, batch(Ending.LAST));

    assertThat(reported).containsExactly("elsewhere " + new Claimed(2, 3, 1));
  }

  @Test
  void aReadIsStoppedAloneAndForgottenAtItsEnd() {
    progress.stop();

    assertThat(ReadProgress.isStopped(READ)).isTrue();
    assertThat(ReadProgress.isStopped("elsewhere")).isFalse();
    ReadProgress.end(READ);
    assertThat(ReadProgress.isStopped(READ)).isFalse();
  }

  @Test
  void theLastWaitIsKnown() {
    assertThat(progress.lastWait()).isEmpty();
    var metrics = new CountingMetrics(READ);

    metrics.waiting(ReadMetrics.Wait.RETRY, NOON);
    metrics.waiting(ReadMetrics.Wait.RATE_LIMIT, NOON.plusSeconds(1));
    metrics.waited(Duration.ofSeconds(1));
    new CountingMetrics("elsewhere").waiting(ReadMetrics.Wait.RETRY, NOON);

    assertThat(progress.lastWait())
        .contains(new ReadProgress.Wait(ReadMetrics.Wait.RATE_LIMIT, NOON.plusSeconds(1)));
  }

  private static PageBatch batch(Ending ending) {
    return new PageBatch(
        0,
        Offset.INITIAL,
        ScriptedSource.offset(1),
        ending,
        null,
        ScriptedSource.records(0, 2),
        new ReadStatistics(3, 3, 0, 0, 0));
  }
}
