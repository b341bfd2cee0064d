package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopperTest {
  private static final String STOPPING =
      "Stopping: what has been read is committed. Ctrl-C again drops it and ends at once.";
  private static final String ENDING =
      "Ending: what is not committed is dropped. The next run goes on from there.";

  private final List<String> events = new ArrayList<>();
  private final Stopper stopper = new Stopper(events::add, () -> events.add("dropped"));

  @Test
  void nothingStopsByItself() {
    assertThat(stopper.isStopped()).isFalse();
    assertThat(stopper.passes(Duration.ZERO)).isTrue();
    assertThat(events).isEmpty();
  }

  @Test
  void theFirstInterruptStopsAndTheSecondDropsOnce() {
    stopper.interrupt();
    assertThat(stopper.isStopped()).isTrue();
    assertThat(events).containsExactly(STOPPING);

    stopper.interrupt();
    stopper.interrupt();
    assertThat(events).containsExactly(STOPPING, ENDING, "dropped");
  }

  @Test
  void terminationDropsAtOnce() {
    stopper.terminate();

    assertThat(stopper.isStopped()).isTrue();
    assertThat(events).containsExactly(ENDING, "dropped");
  }

  @Test
  @Timeout(30)
  void aStopEndsAWaitAtOnce() {
    new Thread(stopper::interrupt).start();

    assertThat(stopper.passes(Duration.ofDays(1))).isFalse();
  }

  @Test
  void anInterruptedThreadDoesNotWait() {
    Thread.currentThread().interrupt();

    assertThat(stopper.passes(Duration.ofDays(1))).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsSaidIsSaidWhereItWasSaidLast() {
    List<String> other = new ArrayList<>();
    stopper.tellThrough(other::add);

    stopper.interrupt();

    assertThat(events).isEmpty();
    assertThat(other).containsExactly(STOPPING);
  }
}
