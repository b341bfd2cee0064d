package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.BeamRows.CHANGES;
import static dev.tributary.beam.delta.BeamRows.NAMES;
import static dev.tributary.beam.delta.BeamRows.column;
import static dev.tributary.beam.delta.BeamRows.delete;
import static dev.tributary.beam.delta.BeamRows.named;
import static dev.tributary.beam.delta.BeamRows.rows;
import static dev.tributary.beam.delta.BeamRows.upsert;
import static dev.tributary.beam.delta.BeamRows.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other writers come between the steps of a run, and nobody loses or doubles a row. */
class DeltaWriteConcurrencyTest {
  private static final List<Row> FIRST =
      List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L), upsert(3L, "c", 1L));
  private static final List<Row> OURS =
      List.of(upsert(1L, "ours", 5L), upsert(2L, "ours", 2L), upsert(4L, "d", 1L), delete(3L, 9L));
  private static final List<Row> THEIRS =
      List.of(upsert(1L, "theirs", 4L), upsert(2L, "theirs", 3L), upsert(5L, "e", 1L));

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRunThatIsOvertakenAtAnyStepGivesWhatTheTwoGiveOneAfterTheOther(boolean history) {
    Path alone = directory.resolve("alone");
    List<EpochStep> steps = new CopyOnWriteArrayList<>();
    write(changes(alone, history), CHANGES, FIRST);
    EpochSteps.heardBy(steps::add, () -> write(changes(alone, history), CHANGES, OURS));
    write(changes(alone, history), CHANGES, THEIRS);

    Set<EpochStep> told = EnumSet.copyOf(steps);
    if (history) {
      told.retainAll(EnumSet.of(EpochStep.TASK_BEGUN, EpochStep.STATE_WRITTEN));
    }
    for (EpochStep step : told) {
      Path table = directory.resolve("overtaken-at-" + step);
      write(changes(table, history), CHANGES, FIRST);

      DeltaCommit commit =
          EpochSteps.heardBy(
              EpochSteps.once(step, () -> write(changes(table, history), CHANGES, THEIRS)),
              () -> write(changes(table, history), CHANGES, OURS));

      assertThat(commit.outcome()).isEqualTo(DeltaCommit.Outcome.COMMITTED);
      assertThat(rows(table)).as("overtaken at %s", step).isEqualTo(rows(alone));
      assertThat(LeftOvers.of(table)).as("overtaken at %s", step).isEmpty();
    }
  }

  @Test
  void appendsSideBySideAddEveryRowOnce() {
    List<EpochStep> steps = new CopyOnWriteArrayList<>();
    EpochSteps.heardBy(
        steps::add,
        () -> write(appends(directory.resolve("alone")), NAMES, List.of(named(1L, "a"))));

    for (EpochStep step : EnumSet.copyOf(steps)) {
      Path table = directory.resolve("overtaken-at-" + step);

      EpochSteps.heardBy(
          EpochSteps.once(step, () -> write(appends(table), NAMES, List.of(named(1L, "theirs")))),
          () -> write(appends(table), NAMES, List.of(named(1L, "a"), named(2L, "b"))));

      assertThat(column(table, "name"))
          .as("overtaken at %s", step)
          .containsExactlyInAnyOrder("a", "b", "theirs");
      assertThat(LeftOvers.of(table)).as("overtaken at %s", step).isEmpty();
    }
  }

  @Test
  void whatTwoRunsClearAwayAtOnceStopsNeither() throws IOException {
    Path table = directory.resolve("table");
    for (long id = 1; id <= 3; id++) {
      write(appends(table), NAMES, List.of(named(id, "a")));
    }
    Path states = table.resolve(TableLayout.STATE);
    Path old = states.resolve("1-0123456789abcdef.json");
    try (Stream<Path> files = Files.list(states)) {
      Files.copy(files.filter(file -> file.toString().endsWith(".json")).findFirst().get(), old);
    }
    var attempts = new Attempts(DeltaTable.open(new Configuration(), table.toString()));

    EpochSteps.heardBy(
        EpochSteps.once(EpochStep.CLEAN_UP_BEGUN, () -> cleared(attempts)), attempts::cleanUp);

    assertThat(old).doesNotExist();
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  private static void cleared(Attempts attempts) {
    try {
      assertThat(attempts.cleanUp()).isNotEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rowsThatAnotherEngineAddsMeanwhileAreMergedWith() {
    Path table = directory.resolve("table");
    write(changes(table, false), CHANGES, FIRST);

    DeltaCommit commit =
        EpochSteps.heardBy(
            EpochSteps.once(EpochStep.COMMIT_BEGUN, () -> foreign(table, 4L, "theirs", 7L)),
            () -> write(changes(table, false), CHANGES, OURS));

    assertThat(commit.version()).isEqualTo(2);
    assertThat(rows(table))
        .containsExactlyInAnyOrder(
            Map.of("id", 1L, "name", "ours", "seq", 5L),
            Map.of("id", 2L, "name", "ours", "seq", 2L),
            Map.of("id", 4L, "name", "theirs", "seq", 7L));
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void aRunThatIsAlwaysOvertakenFailsAndHasChangedNothing() {
    Path table = directory.resolve("table");
    write(changes(table, false), CHANGES, FIRST);
    var next = new java.util.concurrent.atomic.AtomicLong(100);

    assertThatThrownBy(
            () ->
                EpochSteps.heardBy(
                    step -> {
                      if (step == EpochStep.COMMIT_BEGUN) {
                        foreign(table, 4L, "theirs", next.getAndIncrement());
                      }
                    },
                    () -> write(changes(table, false), CHANGES, OURS)))
        .hasStackTraceContaining("other writers were faster 10 times, at last because version ")
        .hasStackTraceContaining("Nothing was committed. Run the pipeline again");

    assertThat(column(table, "name")).hasSize(13).doesNotContain("ours");
  }

  @Test
  void aSnapshotIsNotAppliedOverOneThatCameLater() {
    String table = directory.resolve("table").toString();
    DeltaWrite snapshot = DeltaIO.snapshot().to(table).withPrimaryKeys("id").withHistory();
    write(snapshot, NAMES, List.of(named(1L, "a")));

    assertThatThrownBy(
            () ->
                EpochSteps.heardBy(
                    EpochSteps.once(
                        EpochStep.COMMIT_BEGUN,
                        () -> write(snapshot, NAMES, List.of(named(1L, "theirs")))),
                    () -> write(snapshot, NAMES, List.of(named(1L, "ours")))))
        .hasStackTraceContaining("another one was applied since this one was begun");

    assertThat(column(Path.of(table), "name")).containsExactlyInAnyOrder("a", "theirs");
  }

  @Test
  void aCommitThatIsDoneAgainFindsItselfAndTellsTheSame() throws IOException {
    Path path = directory.resolve("table");
    DeltaTarget target = target(path);
    var run = new RunToken("run", java.time.Instant.now());
    TableStage stage = TableStage.open(target, run, List.of());
    stage.buffer().upsert(new Object[] {1L, "a"}, 10);
    List<StagedPart> parts = List.of(stage.flush());
    var write = new TableWrite(target, parts);
    DeltaEpoch epoch = write.begin(0).epoch();
    List<TaskResult> results = new RewriteFilesFn(epoch).rewrite(write.plan(epoch));

    EpochReport first = write.commit(Map.of(epoch, results));
    EpochReport again = new TableWrite(target, parts).commit(Map.of(epoch, results));
    TableWrite.clearAway(target, write.stagings());
    write(appends(path), NAMES, List.of(named(2L, "b")));
    EpochReport late = new TableWrite(target, parts).commit(Map.of(epoch, results));
    TableWrite.Begun begun = new TableWrite(target, parts).begin(0);

    assertThat(first.outcome()).isEqualTo(EpochReport.Outcome.COMMITTED);
    assertThat(first.figures().inserted()).isEqualTo(1);
    assertThat(List.of(again, late, begun.committed().orElseThrow())).containsOnly(first);
    assertThat(column(path, "name")).containsExactlyInAnyOrder("a", "b");
    assertThat(LeftOvers.of(path)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "COMMIT_BEGUN",
        "TEXT_FILE_OPENED",
        "STATE_WRITTEN",
        "TRANSACTION_OPENED",
        "WINDOW_CHECKED",
        "FILES_CHECKED",
        "COMMITTED",
        "CLEAN_UP_BEGUN"
      })
  void aCommitThatDiesAtAStepIsDoneAgainAndCommitsOnce(EpochStep step) throws IOException {
    Path path = directory.resolve("table");
    DeltaTarget target = target(path);
    write(appends(path), NAMES, List.of(named(1L, "a")));
    TableStage stage =
        TableStage.open(target, new RunToken("run", java.time.Instant.now()), List.of());
    stage.buffer().upsert(new Object[] {2L, "b"}, 10);
    List<StagedPart> parts = List.of(stage.flush());
    var write = new TableWrite(target, parts);
    DeltaEpoch epoch = write.begin(0).epoch();
    var results = Map.of(epoch, new RewriteFilesFn(epoch).rewrite(write.plan(epoch)));

    try {
      EpochSteps.heardBy(
          EpochSteps.once(
              step,
              () -> {
                throw new IllegalStateException("the worker is gone");
              }),
          () -> write.commit(results));
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("the worker is gone");
    }
    EpochReport report = new TableWrite(target, parts).commit(results);
    TableWrite.clearAway(target, write.stagings());
    write(appends(path), NAMES, List.of(named(3L, "c")));

    assertThat(report.outcome()).isEqualTo(EpochReport.Outcome.COMMITTED);
    assertThat(report.figures().inserted()).isEqualTo(1);
    assertThat(column(path, "name")).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(LeftOvers.of(path)).isEmpty();
  }

  @Test
  void aPipelineThatFailsAtAnyStepIsRunAgainAsIfItHadNot() {
    Path alone = directory.resolve("alone");
    List<EpochStep> steps = new CopyOnWriteArrayList<>();
    EpochSteps.heardBy(steps::add, () -> write(changes(alone, true), CHANGES, OURS));

    for (EpochStep step : EnumSet.copyOf(steps)) {
      Path table = directory.resolve("failed-at-" + step);
      try {
        EpochSteps.heardBy(
            EpochSteps.once(
                step,
                () -> {
                  throw new IllegalStateException("out of luck");
                }),
            () -> write(changes(table, true), CHANGES, OURS));
      } catch (RuntimeException e) {
        assertThat(e).hasStackTraceContaining("out of luck");
      }
      write(changes(table, true), CHANGES, OURS);

      assertThat(rows(table)).as("failed at %s", step).isEqualTo(rows(alone));
    }
  }

  @Test
  void partsOfTwoRunsAreNoRun() throws IOException {
    DeltaTarget target = target(directory.resolve("table"));
    List<StagedPart> parts = new ArrayList<>();
    for (String id : List.of("one", "other")) {
      TableStage stage =
          TableStage.open(target, new RunToken(id, java.time.Instant.EPOCH), List.of());
      stage.buffer().upsert(new Object[] {1L, "a"}, 10);
      parts.add(stage.flush());
    }

    assertThatThrownBy(() -> new TableWrite(target, parts))
        .hasMessageContaining("the runner has begun the run twice")
        .hasMessageContaining("Nothing was committed");
  }

  private static DeltaTarget target(Path table) {
    return EpochHarness.target(table, TestTable.SCHEMA, List.of(), List.of(), WriteMode.APPEND);
  }

  private static DeltaWrite appends(Path table) {
    return DeltaIO.append().to(table.toString());
  }

  private static DeltaWrite changes(Path table, boolean history) {
    return (history ? DeltaIO.history() : DeltaIO.upsert())
        .to(table.toString())
        .withPrimaryKeys("id")
        .withSequenceBy("seq");
  }

  private static void foreign(Path table, long id, String name, long seq) {
    EpochHarness.io(
        () -> {
          var delta = DeltaTable.open(DataFiles.CONF, table.toString());
          DeltaTarget target =
              new DeltaTarget(
                  table.toString(),
                  delta.snapshot().orElseThrow().schema().toJson(),
                  List.of("id"),
                  List.of("seq"),
                  WriteMode.UPSERT,
                  java.time.Duration.ofDays(2),
                  Map.of());
          DataFile file =
              new ForeignWriter(target)
                  .unsorted(
                      target.schema(),
                      List.<Object[]>of(new Object[] {id, Values.binary(name), seq}));
          delta
              .log()
              .startTransaction()
              .commit(List.of(file.toAdd()), new Operation(Operation.Name.WRITE), "Somebody/1");
        });
  }
}
