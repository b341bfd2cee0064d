package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeaterTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final TestClock clock = new TestClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void anIntervalPassesFromStartToStart() {
    repeat(3, run(Duration.ofSeconds(30), 0), run(Duration.ofMinutes(2), 0), run(INTERVAL, 0));

    assertThat(pauses)
        .containsExactly(
            Duration.ofMinutes(5).minusSeconds(30), Duration.ofMinutes(3), Duration.ZERO);
    assertThat(told)
        .containsExactly(
            "The next run begins at 12:05:00.",
            "The next run begins at 12:10:00.",
            "The next run begins at 12:15:00.");
  }

  @Test
  void aRunThatTakesLongerIsFollowedByTheNextAtOnceAndMissedOnesAreNotMadeUpFor() {
    repeat(2, run(Duration.ofMinutes(17), 0), run(Duration.ofMinutes(1), 0));

    assertThat(pauses).containsExactly(Duration.ZERO, Duration.ofMinutes(4));
    assertThat(told).containsExactly("The next run begins at 12:22:00.");
  }

  @Test
  void aRunThatFailsIsFollowedByTheNextAndTheLastOnesStatusHolds() {
    assertThat(repeat(2, run(Duration.ZERO, 1), run(Duration.ZERO, 0))).isZero();
    assertThat(repeat(2, run(Duration.ZERO, 0), run(Duration.ZERO, 1))).isEqualTo(1);
  }

  @Test
  void whatIsWrongBeforeAnyRequestEndsIt() {
    assertThat(repeat(9, run(Duration.ZERO, 0), run(Duration.ZERO, 2))).isEqualTo(2);
    assertThat(pauses).hasSize(1);
  }

  private record Run(Duration time, int status) {}

  private static Run run(Duration time, int status) {
    return new Run(time, status);
  }

  /** Repeats until a number of pauses has passed. */
  private int repeat(int mostPauses, Run... runs) {
    Iterator<Run> next = List.of(runs).iterator();
    int before = pauses.size();
    var repeater =
        new Repeater(
            INTERVAL,
            clock,
            time -> {
              pauses.add(time);
              clock.pass(time);
              return pauses.size() - before < mostPauses;
            },
            told::add);
    return repeater.repeat(
        () -> {
          Run run = next.next();
          clock.pass(run.time());
          return run.status();
        });
  }
}
