package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;

/**
 * Remembers the attempts that were begun, so that what the dead ones left can be deleted. An
 * attempt writes nothing before it is registered.
 */
final class Attempts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeltaTable table;
  private final TableLayout layout;
  private final TableFiles files;
  private final EpochStates states;

  Attempts(DeltaTable table) {
    this.table = table;
    this.layout = table.layout();
    this.files = table.files();
    this.states = new EpochStates(table);
  }

  /**
   * Registers an attempt that begins now.
   *
   * @param tableVersion the latest version, -1 if there is no table
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException if the attempt was registered before
   */
  void register(Attempt attempt, long tableVersion) throws IOException {
    files.create(
        layout.attemptMarker(attempt),
        JSON.createObjectNode()
            .put("number", attempt.number())
            .put("tableVersion", tableVersion)
            .toString());
  }

  /**
   * Deletes what attempts at epochs up to the committed one left that is of no use: everything of
   * those that never committed, for they never can; the staged files of those that did; states
   * older than the last two. Nothing that the log refers to, or ever did, is touched, and nothing
   * of later epochs. May be called at any time, also while others run on the table.
   *
   * @return what was deleted, relative to the table's root
   */
  List<String> cleanUp() throws IOException {
    Optional<TableSnapshot> latest = table.snapshot();
    OptionalLong epoch =
        latest
            .map(snapshot -> snapshot.transaction(DeltaTable.APPLICATION))
            .orElse(OptionalLong.empty());
    if (epoch.isEmpty()) {
      return List.of();
    }
    EpochState current = states.valid(latest).orElseThrow();
    var deleted = new ArrayList<String>();
    List<String> names =
        names(TableLayout.ATTEMPTS, name -> Attempt.isName(name, e -> e <= epoch.getAsLong()));
    if (!names.isEmpty()) {
      Set<String> needed = needed(latest.get(), current);
      for (String name : names) {
        if (!current.attempt().name().equals(name) && isDead(name)) {
          deleteFiles(name, needed, deleted);
        }
        delete(TableLayout.stagedDirectory(name), deleted);
        // Last, so that a clean-up that is cut short will be done again.
        delete(TableLayout.attemptMarker(name), deleted);
      }
    }
    long keep = current.previousEpoch().orElse(epoch.getAsLong());
    for (String path : states.paths(e -> e < keep)) {
      delete(path, deleted);
    }
    return deleted;
  }

  /** Whether an attempt is registered, which one is until it has been cleared away. */
  boolean isRegistered(Attempt attempt) throws IOException {
    return files.list(TableLayout.ATTEMPTS).stream()
        .anyMatch(file -> file.getPath().getName().equals(attempt.name()));
  }

  /**
   * Deletes all that an attempt wrote, unless it committed. Its marker may be gone: another run
   * that committed the epoch took it for one of a dead run, and what was written since has no other
   * owner.
   *
   * @param tableVersion as it was registered with
   */
  void abandon(Attempt attempt, long tableVersion) throws IOException {
    if (!isDead(attempt.number(), tableVersion)) {
      return;
    }
    var deleted = new ArrayList<String>();
    deleteFiles(attempt.name(), Set.of(), deleted);
    delete(TableLayout.stagedDirectory(attempt.name()), deleted);
    delete(layout.attemptMarker(attempt), deleted);
  }

  private void deleteFiles(String name, Set<String> needed, List<String> deleted)
      throws IOException {
    var paths = new ArrayList<String>();
    paths.add(TableLayout.stateFile(name));
    paths.addAll(names("", file -> TableLayout.isDataFileOf(name, file)));
    names(TableLayout.TOMBSTONES, file -> TableLayout.isTombstoneFileOf(name, file))
        .forEach(file -> paths.add(TableLayout.TOMBSTONES + "/" + file));
    for (String path : paths) {
      if (!needed.contains(path)) {
        delete(path, deleted);
      }
    }
  }

  /**
   * Whether an attempt is known not to have committed. A run may have died between its commit and
   * its clean-up, so the log since its beginning is asked.
   */
  private boolean isDead(String name) throws IOException {
    JsonNode marker;
    try {
      marker = JSON.readTree(files.read(TableLayout.attemptMarker(name)));
    } catch (FileNotFoundException | JsonProcessingException e) {
      return false;
    }
    if (!marker.path("number").isIntegralNumber()
        || !marker.path("tableVersion").isIntegralNumber()) {
      return false;
    }
    return isDead(marker.get("number").longValue(), marker.get("tableVersion").longValue());
  }

  private boolean isDead(long number, long tableVersion) throws IOException {
    Optional<Map<Long, Long>> committed = new AttemptLog(table.log()).since(tableVersion + 1);
    return committed.isPresent() && !committed.get().containsKey(number);
  }

  /** A second guard: nothing of a dead attempt is ever among these. */
  private Set<String> needed(TableSnapshot latest, EpochState current) {
    var needed = new HashSet<String>();
    latest.files().forEach(file -> needed.add(file.path()));
    needed.add(layout.stateFile(current.attempt()));
    current.tombstones().forEach(file -> needed.add(file.path()));
    return needed;
  }

  private List<String> names(String directory, Predicate<String> wanted) throws IOException {
    return files.list(directory.isEmpty() ? "." : directory).stream()
        .map(FileStatus::getPath)
        .map(path -> path.getName())
        .filter(wanted)
        .toList();
  }

  private void delete(String path, List<String> deleted) throws IOException {
    if (files.delete(path)) {
      deleted.add(path);
    }
  }
}
