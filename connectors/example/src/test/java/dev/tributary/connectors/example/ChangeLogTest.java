package dev.tributary.connectors.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.example.ChangeLog.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private static final List<Function<Demo, ChangeLog>> KINDS =
      List.of(ChangeLog::of, ChangeLog::withoutDeletes, ChangeLog::ofInserts);

  @Property(tries = 100)
  void changesAreOrderedByTimeThenId(
      @ForAll @LongRange(min = 0, max = 2000) long records,
      @ForAll @LongRange(min = 1, max = 6) long day) {
    for (var kind : KINDS) {
      assertThat(changes(kind.apply(new Demo(1, records, day))))
          .isSortedAccordingTo(Comparator.comparing(Change::time).thenComparing(Change::id));
    }
  }

  @Property(tries = 100)
  void onlyLivingRowsChangeAndOnlyNewOnesAreInserted(
      @ForAll @LongRange(min = 0, max = 2000) long records,
      @ForAll @LongRange(min = 1, max = 150) long day) {
    var demo = new Demo(1, records, Math.min(day, 1 + 20_000 / (records + 1)));
    for (var kind : KINDS) {
      ChangeLog log = kind.apply(demo);
      var living = new HashMap<Long, Instant>();
      long newest = 0;
      for (Change change : changes(log)) {
        if (change.kind() == ChangeKind.DELETE) {
          assertThat(living.remove(change.id())).as("%s deletes a living row", change).isNotNull();
        } else if (change.id() > newest) {
          assertThat(change.id()).as("ids are given in order").isEqualTo(newest + 1);
          newest++;
          living.put(change.id(), change.time());
        } else {
          assertThat(living).as("%s updates a living row", change).containsKey(change.id());
        }
        if (living.containsKey(change.id())) {
          assertThat(log.created(change.id())).isEqualTo(living.get(change.id()));
        }
      }
    }
  }

  @Property(tries = 100)
  void aLaterDaysLogBeginsWithAnEarlierDays(
      @ForAll @LongRange(min = 0, max = 1000) long records,
      @ForAll @LongRange(min = 1, max = 5) long day) {
    for (var kind : KINDS) {
      List<Change> earlier = changes(kind.apply(new Demo(7, records, day)));
      List<Change> later = changes(kind.apply(new Demo(7, records, day + 1)));
      assertThat(later).startsWith(earlier.toArray(Change[]::new));
      assertThat(later.size())
          .as("a day brings changes")
          .isGreaterThan(records == 0 ? -1 : earlier.size());
    }
  }

  @Property(tries = 100)
  void upsertsAndDeletesReadApartAreTheWholeLog(
      @ForAll @LongRange(min = 0, max = 1000) long records,
      @ForAll @LongRange(min = 1, max = 5) long day) {
    ChangeLog log = ChangeLog.of(new Demo(1, records, day));
    var kinds = new ArrayList<ChangeKind>();
    var apart = new ArrayList<Change>();
    for (Feed feed : List.of(log.feedOfUpserts(keep(apart)), log.feedOfDeletes(keep(apart)))) {
      int before = apart.size();
      for (long position = 0; position < feed.size(); position++) {
        feed.record(position);
        assertThat(feed.time(position)).isEqualTo(apart.get(apart.size() - 1).time());
      }
      apart.subList(before, apart.size()).stream().map(Change::kind).distinct().forEach(kinds::add);
    }
    assertThat(apart).containsExactlyInAnyOrderElementsOf(changes(log));
    assertThat(kinds).as("no kind comes in both flows").doesNotHaveDuplicates();
  }

  @Test
  void hundredsOfChangesShareOneTime() {
    List<Change> changes = changes(ChangeLog.of(new Demo(1, 1000, 1)));
    assertThat(changes.get(299).time()).isEqualTo(changes.get(0).time());
    assertThat(changes.get(300).time()).isAfter(changes.get(299).time());
    assertThat(changes.get(499).time())
        .as("a tie lies across the border of a page of 500")
        .isEqualTo(changes.get(500).time());
  }

  @Test
  void aDayDeletesUpdatesAndInserts() {
    List<Change> changes = changes(ChangeLog.of(new Demo(1, 1000, 2)));
    List<Change> second = changes.subList(1000, changes.size());
    assertThat(second.stream().filter(change -> change.kind() == ChangeKind.DELETE)).hasSize(10);
    assertThat(second.stream().filter(change -> change.id() > 1000)).hasSize(10);
    assertThat(second).hasSize(70);
  }

  private static Function<Change, dev.tributary.connectors.SourceRecord> keep(
      List<Change> changes) {
    return change -> {
      changes.add(change);
      return null;
    };
  }

  private static List<Change> changes(ChangeLog log) {
    var changes = new ArrayList<Change>();
    for (long position = 0; position < log.size(); position++) {
      changes.add(log.change(position));
    }
    return changes;
  }
}
