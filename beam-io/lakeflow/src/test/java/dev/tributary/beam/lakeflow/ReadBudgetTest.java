package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadBudgetTest {
  private static final Instant NOW = Instant.parse("2025-01-31T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void spansShareTheRecordsAndHaveTheSameDeadline() {
    assertThat(ReadBudget.of(NOW, MINUTE, 100, 8)).isEqualTo(new ReadBudget(NOW.plus(MINUTE), 12));
  }

  @Test
  void everySpanHasARecordAtLeast() {
    assertThat(ReadBudget.of(NOW, MINUTE, 3, 8).recordsPerSpan()).isEqualTo(1);
    assertThat(ReadBudget.of(NOW, MINUTE, 3, 0).recordsPerSpan()).isEqualTo(3);
    assertThatThrownBy(() -> new ReadBudget(NOW, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid budget: 0 records a span");
  }

  @Test
  void aBudgetIsSpentAtItsDeadlineOrItsRecords() {
    var budget = new ReadBudget(NOW, 10);

    assertThat(budget.isSpent(NOW.minusMillis(1), 9)).isFalse();
    assertThat(budget.isSpent(NOW, 9)).isTrue();
    assertThat(budget.isSpent(NOW.minusMillis(1), 10)).isTrue();
  }
}
