package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.KeyHistory.Outcome;
import dev.tributary.beam.delta.Timeline.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The history of one key, in memory. */
class KeyHistoryPropertyTest {
  private static final List<String> KEYS = List.of("id");
  private static final List<String> SEQUENCE = List.of("seq");

  /** What is stored of the key, as tables and states store it. */
  private static final class Store {
    final TableShape shape;
    final KeyHistory keys;
    final Random random;
    final List<Object[]> versions = new ArrayList<>();
    final List<Object[]> members = new ArrayList<>();
    final List<Object[]> deletes = new ArrayList<>();

    Store(TrackedColumns tracked, Random random) {
      shape =
          new TableShape(
              new DeltaTarget(
                  "/table",
                  ChangeStreams.SCHEMA.toJson(),
                  KEYS,
                  SEQUENCE,
                  WriteMode.HISTORY,
                  tracked,
                  DeletedRows.REMOVED,
                  Duration.ofDays(2),
                  Set.of(),
                  MassDelete.REFUSE,
                  Map.of()));
      keys = new KeyHistory(shape);
      this.random = random;
    }

    Outcome apply(List<TestChange> changes) {
      List<Change> ofEpoch = new ArrayList<>();
      long least = Long.MAX_VALUE;
      for (TestChange change : changes) {
        Object[] row = change.row();
        least = Math.min(least, (Long) row[3]);
        Object[] wide = {row[0], row[1], row[2], row[3], row[3], null};
        ofEpoch.add(
            change.isDelete() && random.nextBoolean()
                ? new Change(shape.shorten(wide), true, true, ofEpoch.size())
                : new Change(wide, false, change.isDelete(), ofEpoch.size()));
      }
      List<Object[]> read = new ArrayList<>();
      for (Object[] version : versions) {
        boolean isSettled = version[5] != null && (Long) version[5] < least;
        if (!isSettled || random.nextBoolean()) {
          read.add(version);
        }
      }
      Collections.shuffle(ofEpoch, random);
      Outcome outcome = keys.apply(new History(read, members, deletes), ofEpoch);
      outcome.removed().forEach(row -> assertThat(versions.remove(row)).isTrue());
      assertThat(versions).containsAll(outcome.kept());
      versions.addAll(outcome.added());
      members.addAll(outcome.members());
      deletes.addAll(outcome.deletes());
      return outcome;
    }

    List<Map<String, Object>> rows() {
      return TableRows.sorted(
          versions.stream().map(row -> TableRows.plain(shape.schema(), row)).toList());
    }
  }

  private static void check(
      List<TestChange> changes, ChangeStreams streams, TrackedColumns tracked, String... columns) {
    var store = new Store(tracked, streams.random());
    var model = new ScdType2Model(ChangeStreams.SCHEMA, KEYS, SEQUENCE, List.of(columns));
    for (List<TestChange> part : streams.cut(changes, 8)) {
      if (!part.isEmpty()) {
        store.apply(part);
        assertThat(store.rows()).isEqualTo(model.apply(part).rows());
      }
    }
  }

  @Property(tries = 2000)
  void changesOfAKeyMakeTheModelsRows(@ForAll long seed) {
    ChangeStreams streams = ChangeStreams.withoutTies(seed);
    check(streams.changesOfKey(), streams, TrackedColumns.all(), "name", "note");
  }

  @Property(tries = 2000)
  void changesOfUntrackedColumnsMakeTheModelsRows(@ForAll long seed) {
    ChangeStreams streams = ChangeStreams.withoutTies(seed);
    check(streams.changesOfKey(), streams, TrackedColumns.except(List.of("note")), "name");
  }

  @Property(tries = 2000)
  void changesWithTiesMakeTheModelsRows(@ForAll long seed) {
    ChangeStreams streams = ChangeStreams.withTies(seed);
    check(streams.changesOfKey(), streams, TrackedColumns.only(List.of("note")), "note");
  }

  @Property(tries = 500)
  void whatIsStoredAlreadyChangesNothing(@ForAll long seed) {
    ChangeStreams streams = ChangeStreams.withoutTies(seed);
    List<TestChange> changes = streams.changesOfKey();
    if (changes.isEmpty()) {
      return;
    }
    var store = new Store(TrackedColumns.only(List.of("name")), streams.random());
    for (List<TestChange> part : streams.cut(changes, 4)) {
      if (!part.isEmpty()) {
        store.apply(part);
      }
    }

    Outcome again = store.apply(changes);

    assertThat(again.added()).isEmpty();
    assertThat(again.removed()).isEmpty();
    assertThat(again.members()).isEmpty();
    assertThat(again.deletes()).isEmpty();
  }
}
