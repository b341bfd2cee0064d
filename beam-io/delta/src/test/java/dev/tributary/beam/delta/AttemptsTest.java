package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsTest {
  @TempDir Path directory;
  private TestTable test;
  private Attempts attempts;

  @BeforeEach
  void table() {
    test = new TestTable(directory.resolve("table"));
    attempts = new Attempts(test.open());
  }

  @Test
  void nothingIsDeletedBeforeTheFirstCommit() throws IOException {
    leave(test.attempt(0), -1);
    List<String> before = files();

    assertThat(attempts.cleanUp()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whatDeadAttemptsLeftIsDeletedAndNothingElse() throws IOException {
    Attempt dead = leave(test.attempt(0), -1);
    Attempt committed = leave(test.attempt(0), -1);
    commit(committed);
    Attempt later = leave(test.attempt(1), 0);
    List<String> others =
        List.of(
            "part-0-" + dead.id() + "-x.zstd.parquet",
            "part-0-" + dead.id() + "0-0.zstd.parquet",
            "part-1-" + dead.id() + "-0.zstd.parquet",
            "x-part-0-" + dead.id() + "-0.zstd.parquet",
            "part-00000-0-" + dead.id() + "-0.snappy.parquet",
            TableLayout.TOMBSTONES + "/0-" + dead.id() + "0-0.parquet");
    for (String name : others) {
      touch(name);
    }
    List<String> before = files();

    List<String> deleted = attempts.cleanUp();

    assertThat(deleted)
        .containsExactlyInAnyOrder(
            test.layout().dataFile(dead, 0),
            test.layout().dataFile(dead, 12),
            test.layout().keyFile(KeyFile.Kind.TOMBSTONES, dead, 0),
            test.layout().stateFile(dead),
            test.layout().stagedDirectory(dead),
            test.layout().attemptMarker(dead),
            test.layout().stagedDirectory(committed),
            test.layout().attemptMarker(committed));
    assertThat(files())
        .containsExactlyElementsOf(
            before.stream()
                .filter(file -> deleted.stream().noneMatch(gone -> file.startsWith(gone)))
                .toList())
        .containsAll(others)
        .contains(
            test.layout().dataFile(committed, 0),
            test.layout().keyFile(KeyFile.Kind.TOMBSTONES, committed, 0),
            test.layout().stateFile(committed),
            test.layout().dataFile(later, 0),
            test.layout().stagedDirectory(later) + "/changes.parquet",
            test.layout().attemptMarker(later));
    assertThat(attempts.cleanUp()).as("once more").isEmpty();
  }

  /** Its files are in no file list any more, but readers of older versions need them. */
  @Test
  void anAttemptThatDiedBetweenItsCommitAndItsCleanUpKeepsItsFiles() throws IOException {
    Attempt first = leave(test.attempt(0), -1);
    commit(first);
    Attempt second = leave(test.attempt(1), 0);
    test.open()
        .commit(
            test.next(
                second,
                List.of(),
                Set.of(test.layout().dataFile(first, 0), test.layout().dataFile(first, 12))));

    attempts.cleanUp();

    assertThat(files())
        .contains(
            test.layout().dataFile(first, 0),
            test.layout().dataFile(first, 12),
            test.layout().keyFile(KeyFile.Kind.TOMBSTONES, first, 0),
            test.layout().stateFile(first))
        .doesNotContain(
            test.layout().attemptMarker(first),
            test.layout().stagedDirectory(first) + "/changes.parquet");
  }

  @Test
  void anAttemptOfWhichTheLogTellsNothingAnyMoreKeepsItsFiles() throws IOException {
    Attempt first = leave(test.attempt(0), -1);
    commit(first);
    for (int epoch = 1; epoch <= 11; epoch++) {
      Attempt attempt = test.attempt(epoch);
      writeState(attempt, OptionalLong.of(epoch - 1));
      test.open().commit(test.next(attempt, List.of(), Set.of()));
    }
    Files.delete(test.root.resolve("_delta_log/00000000000000000000.json"));

    attempts.cleanUp();

    assertThat(files())
        .contains(test.layout().dataFile(first, 0))
        .doesNotContain(test.layout().attemptMarker(first));
  }

  @Test
  void anUnreadableMarkerCostsNoDataFile() throws IOException {
    Attempt broken = leave(test.attempt(0), -1);
    Files.writeString(test.root.resolve(test.layout().attemptMarker(broken)), "{\"num");
    commit(leave(test.attempt(0), -1));

    attempts.cleanUp();

    assertThat(files())
        .contains(test.layout().dataFile(broken, 0))
        .doesNotContain(test.layout().attemptMarker(broken));
  }

  @Test
  void theLastTwoStatesAreKept() throws IOException {
    var all = new ArrayList<Attempt>();
    for (int epoch = 0; epoch < 4; epoch++) {
      Attempt attempt = test.attempt(epoch);
      all.add(attempt);
      writeState(attempt, epoch == 0 ? OptionalLong.empty() : OptionalLong.of(epoch - 1));
      test.open().commit(test.next(attempt, List.of(), Set.of()));
    }
    writeState(test.attempt(4), OptionalLong.of(3));

    assertThat(attempts.cleanUp())
        .containsExactlyInAnyOrder(
            test.layout().stateFile(all.get(0)), test.layout().stateFile(all.get(1)));
  }

  @Test
  void checksumFilesGoWithTheirFiles() throws IOException {
    Attempt dead = test.attempt(0);
    attempts.register(dead, -1);
    DataFile file = test.dataFile(dead, 0, 1, 1);
    Path checksum = test.root.resolve("." + file.path() + ".crc");
    assertThat(checksum).exists();
    commit(leave(test.attempt(0), -1));

    attempts.cleanUp();

    assertThat(checksum).doesNotExist();
  }

  @Test
  void anAttemptIsRegisteredOnce() throws IOException {
    Attempt attempt = test.attempt(0);
    attempts.register(attempt, -1);

    assertThatThrownBy(() -> attempts.register(attempt, -1))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  /** Registers an attempt and leaves one of everything. */
  private Attempt leave(Attempt attempt, long tableVersion) throws IOException {
    attempts.register(attempt, tableVersion);
    test.dataFile(attempt, 0, 1, 1);
    test.dataFile(attempt, 12, 2, 1);
    touch(test.layout().keyFile(KeyFile.Kind.TOMBSTONES, attempt, 0));
    touch(test.layout().stagedDirectory(attempt) + "/changes.parquet");
    writeState(
        attempt,
        attempt.epoch() == 0 ? OptionalLong.empty() : OptionalLong.of(attempt.epoch() - 1));
    return attempt;
  }

  private void writeState(Attempt attempt, OptionalLong previous) throws IOException {
    EpochState state = test.state(attempt, previous);
    new EpochStates(test.open())
        .write(
            new EpochState(
                attempt,
                previous,
                state.settings(),
                state.sourceState(),
                List.of(
                    new KeyFile(
                        test.layout().keyFile(KeyFile.Kind.TOMBSTONES, attempt, 0),
                        1,
                        "a",
                        "b",
                        Instant.EPOCH,
                        0)),
                state.rejected(),
                state.report()));
  }

  private void commit(Attempt attempt) throws IOException {
    DataFile first = test.dataFile(attempt, 0, 1, 1);
    DataFile second = test.dataFile(attempt, 12, 2, 1);
    test.open().commit(test.next(attempt, List.of(first, second), Set.of()));
  }

  private void touch(String name) throws IOException {
    Path file = test.root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }

  private List<String> files() throws IOException {
    if (!Files.exists(test.root)) {
      return List.of();
    }
    try (var files = Files.walk(test.root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> test.root.relativize(file).toString())
          .filter(file -> !file.contains(".crc") && !file.startsWith("_delta_log"))
          .sorted()
          .toList();
    }
  }
}
