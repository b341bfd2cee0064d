package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochScript.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that end at every step of an epoch, in tables of every mode. */
class CrashMatrixTest {
  private static final int HALTED = 9;

  @TempDir private Path directory;

  /** What nothing catches for good, as nothing survives the end of a process. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Dies at an arrival, counted from 0 over all steps, and at all that follow. */
  private static EpochStep.Listener dyingAt(int arrival) {
    var arrivals = new int[1];
    return step -> {
      if (arrivals[0]++ >= arrival) {
        throw new Death();
      }
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "HISTORY", "SNAPSHOT", "SNAPSHOT_HISTORY", "APPEND"})
  void aRunThatDiesAtAnyStepOfTheSecondEpochLosesAndDoublesNoRow(WriteMode mode)
      throws IOException {
    new EpochScript(directory.resolve("begun"), mode).load(1, EpochStep.Listener.NONE);
    List<EpochStep> steps = new ArrayList<>();
    Rows undisturbed = undisturbed(mode, 3, steps, 1, 2);
    var tried = EnumSet.noneOf(EpochStep.class);

    for (int arrival = 0; arrival < steps.size(); arrival++) {
      if (tried.add(steps.get(arrival))) {
        Path place = directory.resolve("dead-" + arrival);
        FileUtils.copyDirectory(directory.resolve("begun").toFile(), place.toFile());
        var script = new EpochScript(place, mode);
        int fatal = arrival;
        assertThatThrownBy(() -> script.load(2, dyingAt(fatal))).isInstanceOf(Death.class);

        script.load(3, EpochStep.Listener.NONE);

        check(script, undisturbed, "died at " + steps.get(arrival));
      }
    }
    assertThat(tried).contains(EpochStep.STAGED_FILE_WRITTEN, EpochStep.COMMITTED);
  }

  /** Everything that can be cut short in three epochs, then what is left of them again. */
  @Tag("long")
  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "HISTORY"})
  void aRunThatDiesAtAnyArrivalAndAgainLaterLosesAndDoublesNoRow(WriteMode mode)
      throws IOException {
    List<EpochStep> steps = new ArrayList<>();
    Rows undisturbed = undisturbed(mode, 4, steps, 0, 3);

    for (int arrival = 0; arrival < steps.size(); arrival++) {
      var script = new EpochScript(directory.resolve("dead-" + arrival), mode);
      int fatal = arrival;
      assertThatThrownBy(() -> script.load(3, dyingAt(fatal))).isInstanceOf(Death.class);
      int again = arrival * 7 % steps.size();
      try {
        script.load(3, dyingAt(again));
      } catch (Death e) {
        // As was meant; what is left may be less than that.
      }

      script.load(4, EpochStep.Listener.NONE);

      check(script, undisturbed, "died at %d and %d of %s".formatted(arrival, again, steps));
    }
  }

  /** Processes are dear: one for each step, with the table that comes to all of them. */
  @Tag("long")
  @Test
  void aProcessThatIsHaltedAtAnyStepLosesAndDoublesNoRow() throws Exception {
    List<EpochStep> steps = new ArrayList<>();
    Rows undisturbed = undisturbed(WriteMode.UPSERT, 4, steps, 0, 3);
    assertThat(EnumSet.copyOf(steps)).isEqualTo(EnumSet.allOf(EpochStep.class));

    for (EpochStep step : EpochStep.values()) {
      Path place = directory.resolve(step.name());
      assertThat(OtherProcess.start(Dying.class, place, step).waitFor())
          .as("%s", step)
          .isEqualTo(HALTED);
      var script = new EpochScript(place, WriteMode.UPSERT);

      script.load(4, EpochStep.Listener.NONE);

      check(script, undisturbed, "halted at " + step);
    }
  }

  private static void check(EpochScript script, Rows undisturbed, String what) throws IOException {
    assertThat(script.rows()).as(what).isEqualTo(undisturbed);
    assertThat(script.leftOvers()).as(what).isEmpty();
  }

  /** What so many epochs come to, and the steps from one of them on up to another. */
  private Rows undisturbed(WriteMode mode, int epochs, List<EpochStep> steps, int from, int to)
      throws IOException {
    var script = new EpochScript(directory.resolve("undisturbed"), mode);
    script.load(from, EpochStep.Listener.NONE);
    script.load(to, steps::add);
    script.load(epochs, EpochStep.Listener.NONE);
    assertThat(script.leftOvers()).isEmpty();
    return script.rows();
  }

  /** Halts the first time that it comes to a step. */
  static final class Dying {
    private Dying() {}

    public static void main(String[] arguments) {
      var step = EpochStep.valueOf(arguments[1]);
      new EpochScript(Path.of(arguments[0]), WriteMode.UPSERT)
          .load(3, EpochSteps.once(step, () -> Runtime.getRuntime().halt(HALTED)));
    }
  }
}
