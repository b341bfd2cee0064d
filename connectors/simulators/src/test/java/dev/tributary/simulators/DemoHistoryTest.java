package dev.tributary.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoHistoryTest {
  private record Change(String kind, long id, Instant time, long drawn) {}

  @Test
  void aLaterDayBeginsWithAllOfTheDaysBefore() {
    List<Change> first = history(500, 1, 1);
    List<Change> third = history(500, 1, 3);

    assertThat(first).hasSize(500).allMatch(change -> change.kind().equals("insert"));
    assertThat(third).startsWith(first.toArray(Change[]::new)).hasSize(500 + 2 * (5 + 25 + 5));
    assertThat(history(500, 1, 3)).isEqualTo(third);
    assertThat(history(500, 2, 3)).isNotEqualTo(third);
  }

  @Test
  void timesAscendWithTiesAndEndWithTheDay() {
    List<Change> changes = history(500, 1, 3);

    assertThat(changes).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
    assertThat(changes.stream().map(Change::time).distinct()).hasSizeLessThan(30);
    assertThat(changes.get(changes.size() - 1).time())
        .isBefore(SimulatorParameters.of(500, 1, 3).now())
        .isAfter(SimulatorParameters.of(500, 1, 2).now());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 99})
  void onlyLivingRowsAreUpdatedAndDeleted(int records) {
    Set<Long> living = new HashSet<>();
    for (Change change : history(records, 3, 120)) {
      switch (change.kind()) {
        case "insert" -> assertThat(living.add(change.id())).isTrue();
        case "update" -> assertThat(living).contains(change.id());
        default -> assertThat(living.remove(change.id())).isTrue();
      }
    }
    assertThat(living).hasSizeGreaterThanOrEqualTo(records);
  }

  private static List<Change> history(long records, long seed, long day) {
    var changes = new ArrayList<Change>();
    new DemoHistory(SimulatorParameters.of(records, seed, day), "notes")
        .play(
            new DemoHistory.Changes() {
              @Override
              public void insert(long id, Instant time, SplittableRandom random) {
                changes.add(new Change("insert", id, time, random.nextLong()));
              }

              @Override
              public void update(long id, Instant time, SplittableRandom random) {
                changes.add(new Change("update", id, time, random.nextLong()));
              }

              @Override
              public void delete(long id, Instant time) {
                changes.add(new Change("delete", id, time, 0));
              }
            });
    return changes;
  }
}
