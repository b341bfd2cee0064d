package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.BeamRows.CHANGES;
import static dev.tributary.beam.delta.BeamRows.NAMES;
import static dev.tributary.beam.delta.BeamRows.column;
import static dev.tributary.beam.delta.BeamRows.delete;
import static dev.tributary.beam.delta.BeamRows.named;
import static dev.tributary.beam.delta.BeamRows.rows;
import static dev.tributary.beam.delta.BeamRows.upsert;
import static dev.tributary.beam.delta.BeamRows.write;
import static dev.tributary.beam.delta.BeamRows.writeAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.DeltaCommit.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the four transforms make of tables, run after run. */
@ExtendWith(SparkOracle.class)
class DeltaWriteTest {
  @TempDir Path directory;

  private Path table() {
    return directory.resolve("table");
  }

  private DeltaWrite upserts() {
    return DeltaIO.upsert().to(table().toString()).withPrimaryKeys("id").withSequenceBy("seq");
  }

  private DeltaWrite history() {
    return DeltaIO.history().to(table().toString()).withPrimaryKeys("id").withSequenceBy("seq");
  }

  private DeltaWrite snapshot() {
    return DeltaIO.snapshot().to(table().toString()).withPrimaryKeys("id");
  }

  private static List<Row> ids(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> named(id, "name " + id)).toList();
  }

  @Test
  void upsertsReplaceRowsAndDeletesRemoveThem() {
    DeltaCommit first =
        write(
            upserts(),
            CHANGES,
            List.of(upsert(1L, "a", 10L), upsert(2L, "ü😀", 10L), upsert(3L, null, 10L)));
    DeltaCommit second =
        write(
            upserts(),
            CHANGES,
            List.of(
                upsert(1L, "late", 5L),
                upsert(3L, "c", 11L),
                delete(2L, 12L),
                upsert(4L, "d", 1L)));

    assertThat(first.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(first.version()).isEqualTo(0);
    assertThat(first.rowsInserted()).isEqualTo(3);
    assertThat(second.version()).isEqualTo(1);
    assertThat(second.path()).isEqualTo(table().toString());
    assertThat(List.of(second.upsertsRead(), second.deletesRead())).containsExactly(3L, 1L);
    assertThat(List.of(second.rowsInserted(), second.rowsUpdated(), second.rowsDeleted()))
        .containsExactly(1L, 1L, 1L);
    assertThat(rows(table()))
        .containsExactlyInAnyOrder(
            Map.of("id", 1L, "name", "a", "seq", 10L),
            Map.of("id", 3L, "name", "c", "seq", 11L),
            Map.of("id", 4L, "name", "d", "seq", 1L));
    assertThat(BeamRows.bySpark(table())).isEqualTo(rows(table()));
    assertThat(LeftOvers.of(table())).isEmpty();
  }

  @Test
  void theSameRowsAgainCommitNothing() {
    List<Row> changes = List.of(upsert(1L, "a", 10L), delete(2L, 10L));
    write(upserts(), CHANGES, changes);
    List<Map<String, Object>> before = rows(table());

    DeltaCommit again = write(upserts(), CHANGES, changes);

    assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(again.version()).isEqualTo(-1);
    assertThat(rows(table())).isEqualTo(before).hasSize(1);
    assertThat(LeftOvers.of(table())).isEmpty();
  }

  @Test
  void aHistoryKeepsAllVersionsAlsoOfLateChanges() {
    write(history(), CHANGES, List.of(upsert(1L, "a", 10L), upsert(1L, "c", 30L)));
    write(history(), CHANGES, List.of(upsert(1L, "b", 20L), delete(1L, 40L)));

    assertThat(rows(table()))
        .extracting(
            row -> row.get("name"), row -> row.get("__START_AT"), row -> row.get("__END_AT"))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("a", 10L, 20L),
            org.assertj.core.groups.Tuple.tuple("b", 20L, 30L),
            org.assertj.core.groups.Tuple.tuple("c", 30L, 40L));
    assertThat(BeamRows.bySpark(table())).isEqualTo(rows(table()));
    assertThat(LeftOvers.of(table())).isEmpty();
  }

  @Test
  void aHistoryBeginsNoVersionWhereAnUntrackedColumnChanges() {
    DeltaWrite write = history().withTrackedColumnsExcept("name");
    write(write, CHANGES, List.of(upsert(1L, "a", 10L)));
    write(write, CHANGES, List.of(upsert(1L, "b", 20L)));

    assertThat(rows(table())).hasSize(1);
    assertThat(rows(table()).get(0)).containsEntry("name", "b").containsEntry("__START_AT", 10L);
  }

  @Test
  void aSnapshotMakesTheTableEqualToTheInput() {
    write(snapshot(), NAMES, ids(0, 199));
    List<Row> second = new ArrayList<>(ids(20, 219));
    second.set(50, named(70L, "changed"));
    DeltaCommit changed = write(snapshot(), NAMES, second);
    DeltaCommit same = write(snapshot(), NAMES, second);

    assertThat(List.of(changed.rowsInserted(), changed.rowsUpdated(), changed.rowsDeleted()))
        .containsExactly(20L, 1L, 20L);
    assertThat(same.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(column(table(), "id")).hasSize(200).contains(219L).doesNotContain(0L);
    assertThat(column(table(), "name")).contains("changed");
    assertThat(BeamRows.bySpark(table())).isEqualTo(rows(table()));
    assertThat(LeftOvers.of(table())).isEmpty();
  }

  @Test
  void anEmptySnapshotIsRefusedUnlessItMayDeleteAll() {
    write(snapshot(), NAMES, ids(1, 100));

    assertThatThrownBy(() -> write(snapshot(), NAMES, List.of()))
        .hasStackTraceContaining("it lacks 100 of the 100 rows that the table has")
        .hasStackTraceContaining("withMassDeletes()");

    assertThat(rows(table())).hasSize(100);
    assertThat(LeftOvers.of(table())).isEmpty();
    assertThat(write(snapshot().withMassDeletes(), NAMES, List.of()).rowsDeleted()).isEqualTo(100);
    assertThat(rows(table())).isEmpty();
    assertThat(LeftOvers.of(table())).isEmpty();
  }

  @Test
  void aSnapshotWithHistoryEndsWhatIsGone() {
    write(snapshot().withHistory(), NAMES, List.of(named(1L, "a"), named(2L, "b")));
    write(snapshot().withHistory(), NAMES, List.of(named(1L, "A"), named(3L, "c")));

    assertThat(rows(table())).hasSize(4);
    assertThat(rows(table()).stream().filter(row -> row.get("__END_AT") == null))
        .extracting(row -> row.get("name"))
        .containsExactlyInAnyOrder("A", "c");
    assertThat(LeftOvers.of(table())).isEmpty();
  }

  @Test
  void appendAddsEveryRowAndWithKeysTheNewOnes() {
    DeltaWrite all = DeltaIO.append().to(table().toString());
    write(all, NAMES, List.of(named(1L, "a"), named(1L, "a")));
    DeltaCommit more = write(all, NAMES, List.of(named(1L, "b"), named(null, null)));
    Path keyed = directory.resolve("keyed");
    DeltaWrite news = DeltaIO.append().to(keyed.toString()).withPrimaryKeys("id");
    write(news, NAMES, List.of(named(1L, "a")));
    DeltaCommit added = write(news, NAMES, List.of(named(1L, "b"), named(2L, "c")));

    assertThat(more.rowsInserted()).isEqualTo(2);
    assertThat(column(table(), "name")).containsExactlyInAnyOrder("a", "a", "b", null);
    assertThat(added.rowsInserted()).isEqualTo(1);
    assertThat(column(keyed, "name")).containsExactlyInAnyOrder("a", "c");
    assertThat(BeamRows.bySpark(table())).isEqualTo(rows(table()));
    assertThat(LeftOvers.of(table())).isEmpty();
    assertThat(LeftOvers.of(keyed)).isEmpty();
  }

  @Test
  void deletedRowsStayWhereTheyAreMarked() {
    DeltaWrite write = upserts().withMarkedDeletes();
    write(write, CHANGES, List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L)));
    write(write, CHANGES, List.of(delete(1L, 2L)));

    Map<Object, Object> marks = new HashMap<>();
    rows(table()).forEach(row -> marks.put(row.get("id"), row.get(DeletionMark.COLUMN)));
    assertThat(marks.get(1L)).isNotNull();
    assertThat(marks).containsEntry(2L, null);
  }

  @Test
  void anEmptyInputMakesNoTableAndChangesNone() {
    DeltaCommit none = write(upserts(), CHANGES, List.of());

    assertThat(none.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(none.version()).isEqualTo(-1);
    assertThat(table().resolve("_delta_log")).doesNotExist();
    assertThat(LeftOvers.of(table())).isEmpty();
    write(upserts(), CHANGES, List.of(upsert(1L, "a", 1L)));
    assertThat(write(upserts(), CHANGES, List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(rows(table())).hasSize(1);
  }

  @Test
  void rowsGoToTheTablesThatTheyName() {
    String root = directory.toString();
    DeltaWrite write =
        DeltaIO.upsert()
            .to(row -> root + "/" + row.getString("name"))
            .withPrimaryKeys("id")
            .withSequenceBy("seq");

    List<DeltaCommit> commits =
        writeAll(
            write, CHANGES, List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L), upsert(3L, "a", 1L)));

    assertThat(commits)
        .extracting(DeltaCommit::path, DeltaCommit::rowsInserted)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(root + "/a", 2L),
            org.assertj.core.groups.Tuple.tuple(root + "/b", 1L));
    assertThat(column(directory.resolve("a"), "id")).containsExactlyInAnyOrder(1L, 3L);
    assertThat(column(directory.resolve("b"), "id")).containsExactly(2L);
    assertThat(LeftOvers.of(directory.resolve("a"))).isEmpty();
    assertThat(writeAll(write, CHANGES, List.of())).isEmpty();
  }

  @Test
  void aNewFieldIsANewColumn() {
    Schema wider = Schema.builder().addInt64Field("id").addStringField("city").build();
    DeltaWrite write = DeltaIO.append().to(table().toString()).withPrimaryKeys("id");
    write(write, NAMES, List.of(named(1L, "a")));
    write(write, wider, List.of(Row.withSchema(wider).addValues(2L, "Köln").build()));

    Map<String, Object> first = new HashMap<>(Map.of("id", 1L, "name", "a"));
    first.put("city", null);
    Map<String, Object> second = new HashMap<>(Map.of("id", 2L, "city", "Köln"));
    second.put("name", null);
    assertThat(rows(table())).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void manyRowsAreReadBackAsTheyWere() {
    List<Row> many = ids(1, 20_000);
    write(DeltaIO.append().to(table().toString()), NAMES, many);

    assertThat(rows(table())).hasSize(20_000);
    assertThat(column(table(), "name")).doesNotHaveDuplicates().contains("name 20000");
  }
}
