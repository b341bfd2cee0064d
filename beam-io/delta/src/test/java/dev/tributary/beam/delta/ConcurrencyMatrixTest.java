package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochScript.Rows;
import dev.tributary.beam.delta.OtherWriter.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 8 of the merge semantics: a writer of another process comes between, and nobody loses. */
class ConcurrencyMatrixTest {
  private static OtherWriter other;

  @TempDir private Path directory;
  private final List<EpochStep> plans = new ArrayList<>();

  @BeforeAll
  static void anotherProcess() throws IOException {
    other = new OtherWriter();
  }

  @AfterAll
  static void end() throws InterruptedException {
    other.end();
  }

  /** No lease keeps them apart. The other run does the epoch that this one is at. */
  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "HISTORY", "APPEND"})
  void aRunThatIsOvertakenAtAnyStepLosesAndDoublesNoRow(WriteMode mode) throws IOException {
    List<EpochStep> steps = new ArrayList<>();
    Rows alone = begun("alone", mode).loaded(steps::add);

    for (EpochStep step : EnumSet.copyOf(steps)) {
      Begun table = begun("overtaken-at-" + step, mode);

      Rows rows = table.loaded(EpochSteps.once(step, () -> table.has(Work.LOAD)));

      assertThat(rows).as("overtaken at %s", step).isEqualTo(alone);
      assertThat(table.script.leftOvers()).as("overtaken at %s", step).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "HISTORY", "INSERT", "APPEND"})
  void anAppendBetweenPlanAndCommitIsKept(WriteMode mode) throws IOException {
    Rows alone = begun("alone", mode).loaded(EpochStep.Listener.NONE);
    Begun table = begun("appended-to", mode);

    Rows rows = table.loaded(betweenPlanAndCommit(table, Work.APPEND));

    List<Map<String, Object>> expected = new ArrayList<>(alone.rows());
    Map<String, Object> theirs = new HashMap<>(Map.of("id", 1000L, "name", "theirs", "seq", 1L));
    if (mode == WriteMode.HISTORY) {
      theirs.put("__START_AT", 1L);
      theirs.put("__END_AT", null);
    }
    expected.add(theirs);
    assertThat(rows.rows()).isEqualTo(TableRows.sorted(expected));
    assertThat(plans).as("plans").hasSize(1);
    assertThat(table.script.leftOvers()).isEmpty();
  }

  /** Of key 2 we have later news, of key 4 none. */
  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "HISTORY", "INSERT", "APPEND"})
  void anUpdateOfOurKeysBetweenPlanAndCommitIsPlannedOn(WriteMode mode) throws IOException {
    Rows alone = begun("alone", mode).loaded(EpochStep.Listener.NONE);
    Begun table = begun("updated", mode);

    Rows rows = table.loaded(betweenPlanAndCommit(table, Work.UPDATE));

    assertThat(rows.rows())
        .isEqualTo(
            TableRows.sorted(
                alone.rows().stream()
                    .map(row -> isOfKeys2And4BeforeOurs(row) ? renamed(row, "theirs") : row)
                    .toList()));
    assertThat(plans).as("plans").hasSize(mode == WriteMode.APPEND ? 1 : 2);
    assertThat(table.script.leftOvers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "HISTORY", "SNAPSHOT", "APPEND"})
  void aCompactionBetweenPlanAndCommitChangesNoRow(WriteMode mode) throws IOException {
    Rows alone = begun("alone", mode).loaded(EpochStep.Listener.NONE);
    Begun table = begun("compacted", mode);

    Rows rows = table.loaded(betweenPlanAndCommit(table, Work.COMPACT));

    assertThat(rows).isEqualTo(alone);
    // It took the files from under us that we were to rewrite.
    assertThat(plans).as("plans").hasSize(mode == WriteMode.APPEND ? 1 : 2);
    assertThat(table.script.leftOvers()).isEmpty();
  }

  /** Lets the other process work when the first plan is done, and counts the plans. */
  private EpochStep.Listener betweenPlanAndCommit(Begun table, Work work) {
    EpochStep.Listener meanwhile = EpochSteps.once(EpochStep.COMMIT_BEGUN, () -> table.has(work));
    return step -> {
      if (step == EpochStep.MERGE_PLANNED) {
        plans.add(step);
      }
      meanwhile.reached(step);
    };
  }

  private Begun begun(String name, WriteMode mode) throws IOException {
    Path begun = directory.resolve("begun");
    new EpochScript(begun, mode).load(1, EpochStep.Listener.NONE);
    Path place = directory.resolve(name);
    FileUtils.copyDirectory(begun.toFile(), place.toFile());
    return new Begun(place, mode, new EpochScript(place, mode));
  }

  /** A table after its first epoch. */
  private record Begun(Path directory, WriteMode mode, EpochScript script) {
    void has(Work work) {
      other.has(work, directory, mode);
    }

    /** The rows after the second epoch, of which a listener hears, and a third. */
    Rows loaded(EpochStep.Listener listener) {
      script.load(2, listener);
      script.load(3, EpochStep.Listener.NONE);
      return script.rows();
    }
  }

  private static boolean isOfKeys2And4BeforeOurs(Map<String, Object> row) {
    return List.of(2L, 4L).contains(row.get("id")) && (Long) row.get("seq") <= 2;
  }

  private static Map<String, Object> renamed(Map<String, Object> row, String name) {
    Map<String, Object> renamed = new HashMap<>(row);
    renamed.put("name", name);
    return renamed;
  }
}
