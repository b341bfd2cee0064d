package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.rejected;
import static dev.tributary.beam.delta.TestChange.upsert;

import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A few epochs of a table of any mode, loaded as runs load them: each goes on behind the position
 * that the table stores. Between them they write every kind of file that the mode has.
 */
final class EpochScript {
  static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("seq", new LongType());

  private final Path directory;
  private final WriteMode mode;
  private final List<List<List<TestChange>>> epochs;

  EpochScript(Path directory, WriteMode mode) {
    this.directory = directory;
    this.mode = mode;
    this.epochs = mode.isSnapshot() ? snapshots() : changes(mode.takesDeletes());
  }

  /** What a table and the one of its rejected records hold. */
  record Rows(List<Map<String, Object>> rows, List<Map<String, Object>> rejected) {}

  /** Loads what is not in the table yet of the first so many epochs, as another run may, too. */
  void load(int epochsWanted, EpochStep.Listener listener) {
    for (long next = position(); next < epochsWanted; next = position()) {
      try {
        new EpochHarness(target())
            .hearing(listener)
            .at(next + 1)
            .readAt(next + 1)
            .runBundles(bundles(epochs.get((int) next)));
      } catch (RuntimeException e) {
        // A run that commits clears away the files that others write for the same epoch.
        if (position() == next) {
          throw e;
        }
      }
    }
  }

  Path table() {
    return directory.resolve("people");
  }

  Rows rows() {
    return new Rows(
        TableRows.of(target()),
        TableRows.of(
            new DeltaTarget(
                target().rejectedPath(),
                RejectedTable.SCHEMA.toJson(),
                List.of(),
                List.of(),
                WriteMode.APPEND,
                target().tombstoneRetention(),
                target().hadoopOptions())));
  }

  /** What lies in the directories of the two tables without being of use. */
  List<String> leftOvers() throws IOException {
    List<String> leftOvers = new ArrayList<>(LeftOvers.of(table()));
    Path rejected = Path.of(target().rejectedPath());
    if (Files.exists(rejected)) {
      var known =
          DeltaTable.open(DataFiles.CONF, rejected.toString()).snapshot().orElseThrow().files();
      try (var files = Files.list(rejected)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".parquet"))
            .filter(name -> known.stream().noneMatch(file -> file.path().equals(name)))
            .forEach(leftOvers::add);
      }
    }
    return leftOvers;
  }

  DeltaTarget target() {
    return EpochHarness.target(
        table(),
        SCHEMA,
        mode.isKeyed() ? List.of("id") : List.of(),
        mode.isSequenced() ? List.of("seq") : List.of(),
        mode);
  }

  private long position() {
    return DeltaDestination.open(target())
        .sourceState()
        .map(state -> state.get("position").asLong())
        .orElse(0L);
  }

  private static List<List<TestPage>> bundles(List<List<TestChange>> pages) {
    List<List<TestPage>> bundles = new ArrayList<>();
    for (List<TestChange> page : pages) {
      bundles.add(List.of(new TestPage(bundles.size(), page)));
    }
    return bundles;
  }

  /** A load, changes with a late one among them, and a late upsert of a key that was deleted. */
  private static List<List<List<TestChange>>> changes(boolean withDeletes) {
    return List.of(
        List.of(rows(1, 6, 1), List.of(upsert(2L, "again", 2L), bad("first"))),
        List.of(
            withDelete(withDeletes, 3, upsert(2L, "b", 5L), upsert(7L, "new", 5L)),
            List.of(upsert(2L, "late", 3L), bad("second"))),
        List.of(
            withDelete(withDeletes, 99, upsert(3L, "late", 4L), upsert(2L, "between", 4L)),
            List.of(upsert(8L, "last", 6L), bad("third"), bad("fourth"))),
        List.of(List.of(upsert(9L, "the end", 9L))));
  }

  private static List<TestChange> withDelete(boolean wanted, long id, TestChange... others) {
    List<TestChange> changes = new ArrayList<>(List.of(others));
    if (wanted) {
      changes.add(delete(id, null, 5L));
    }
    return changes;
  }

  private static List<List<List<TestChange>>> snapshots() {
    return List.of(
        List.of(rows(1, 4, 1), rows(5, 8, 1)),
        List.of(rows(1, 3, 1), rows(6, 9, 2)),
        List.of(rows(2, 5, 1), rows(6, 9, 2)),
        List.of(rows(2, 5, 1), rows(6, 10, 2)));
  }

  private static List<TestChange> rows(long from, long to, long sequence) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(id -> upsert(id, "name " + id + " of " + sequence, sequence))
        .toList();
  }

  private static TestChange bad(String raw) {
    return rejected(
        new RejectedRecord(raw, "it is bad", "seq", "people", "run", "{}", Instant.EPOCH));
  }
}
