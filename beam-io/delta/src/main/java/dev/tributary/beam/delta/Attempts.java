package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

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
   * those that never committed, for they never can; what those that did staged, or wrote and did
   * not commit, as a task does that ran twice; states older than the last two, and tombstones and
   * hidden members that only these name. Nothing that the log refers to, or ever did, is touched,
   * and nothing of later epochs. May be called at any time, also while others run on the table.
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
    EpochStep.CLEAN_UP_BEGUN.reached();
    var deleted = new ArrayList<String>();
    List<String> names =
        names(TableLayout.ATTEMPTS, name -> Attempt.isName(name, e -> e <= epoch.getAsLong()));
    if (!names.isEmpty()) {
      Set<String> needed = needed(latest.get(), current);
      for (String name : names) {
        clear(name, current, needed, deleted);
      }
    }
    deleteOldStates(current, deleted);
    return deleted;
  }

  private void clear(String name, EpochState current, Set<String> needed, List<String> deleted)
      throws IOException {
    Optional<Marker> marker = marker(name);
    Optional<AttemptLog.Window> window = Optional.empty();
    if (marker.isPresent()) {
      window = new AttemptLog(table.log()).since(marker.get().tableVersion() + 1);
    }
    // Where the log does not tell, nothing may go that somebody might read.
    if (window.isPresent()) {
      Set<String> kept = new HashSet<>(needed);
      kept.addAll(window.get().added());
      boolean isCurrent = current.attempt().name().equals(name);
      boolean committed = window.get().attempts().containsKey(marker.get().number());
      if (!committed || isCurrent) {
        deleteKeyFiles(name, kept, deleted);
      }
      if (!committed) {
        delete(TableLayout.stateFile(name), kept, deleted);
        deleteRejected(name, Set.of(), deleted);
      } else if (isCurrent) {
        deleteRejected(name, rejected(current), deleted);
      }
      deleteDataFiles(name, kept, deleted);
    }
    delete(TableLayout.stagedDirectory(name), deleted);
    // Last, so that a clean-up that is cut short will be done again.
    delete(TableLayout.attemptMarker(name), deleted);
  }

  private void deleteOldStates(EpochState current, List<String> deleted) throws IOException {
    long keep = current.previousEpoch().orElse(current.attempt().epoch());
    List<String> old = states.paths(epoch -> epoch < keep);
    if (old.isEmpty()) {
      return;
    }
    Set<String> named = new HashSet<>();
    for (long epoch : new long[] {keep, current.attempt().epoch()}) {
      for (EpochState state : states.ofEpoch(epoch)) {
        named.addAll(state.files());
      }
    }
    for (String path : old) {
      for (String file : states.keyFiles(path)) {
        delete(file, named, deleted);
      }
      delete(path, deleted);
    }
  }

  /**
   * Deletes all that an attempt wrote, which writes no more, unless it committed. Its marker may be
   * gone: another run that committed the epoch took it for one of a dead run, and what was written
   * since has no other owner.
   */
  void abandon(Attempt attempt) throws IOException {
    if (deleteUncommitted(attempt)) {
      files.delete(layout.attemptMarker(attempt));
    }
  }

  /**
   * Deletes what an attempt wrote so far, unless it committed. It stays registered: workers may
   * write on for a while after their pipeline failed, and the next clean-up will find that.
   */
  void abandonRunning(Attempt attempt) throws IOException {
    deleteUncommitted(attempt);
  }

  private boolean deleteUncommitted(Attempt attempt) throws IOException {
    // Without a marker all of the log is looked through, so that nobody who comes with an epoch
    // that was committed long ago deletes its rows.
    long from = marker(attempt.name()).map(marker -> marker.tableVersion() + 1).orElse(0L);
    if (new AttemptLog(table.log()).versionOf(attempt.number(), from).isPresent()) {
      return false;
    }
    var deleted = new ArrayList<String>();
    delete(layout.stateFile(attempt), deleted);
    deleteKeyFiles(attempt.name(), Set.of(), deleted);
    deleteDataFiles(attempt.name(), Set.of(), deleted);
    deleteRejected(attempt.name(), Set.of(), deleted);
    delete(TableLayout.stagedDirectory(attempt.name()), deleted);
    return true;
  }

  private void deleteDataFiles(String name, Set<String> kept, List<String> deleted)
      throws IOException {
    for (String file : names("", file -> TableLayout.isDataFileOf(name, file))) {
      delete(file, kept, deleted);
    }
  }

  private static Set<String> rejected(EpochState state) {
    return state.rejected().stream().map(file -> file.file().path()).collect(Collectors.toSet());
  }

  private void deleteRejected(String name, Set<String> kept, List<String> deleted)
      throws IOException {
    DeltaTable rejected = table.rejected();
    for (FileStatus status : rejected.files().list(".")) {
      String file = status.getPath().getName();
      if (TableLayout.isDataFileOf(name, file) && !kept.contains(file)) {
        rejected.files().delete(file);
        deleted.add("../" + new Path(rejected.layout().root()).getName() + "/" + file);
      }
    }
  }

  private void deleteKeyFiles(String name, Set<String> kept, List<String> deleted)
      throws IOException {
    for (String directory : List.of(TableLayout.TOMBSTONES, TableLayout.HIDDEN)) {
      for (String file : names(directory, file -> TableLayout.isKeyFileOf(name, file))) {
        delete(directory + "/" + file, kept, deleted);
      }
    }
  }

  /** What an attempt said when it began. */
  private record Marker(long number, long tableVersion) {}

  /** Empty if there is none, or none that can be read. */
  private Optional<Marker> marker(String name) throws IOException {
    JsonNode marker;
    try {
      marker = JSON.readTree(files.read(TableLayout.attemptMarker(name)));
    } catch (FileNotFoundException | JsonProcessingException e) {
      return Optional.empty();
    }
    return marker.path("number").isIntegralNumber()
            && marker.path("tableVersion").isIntegralNumber()
        ? Optional.of(
            new Marker(marker.get("number").longValue(), marker.get("tableVersion").longValue()))
        : Optional.empty();
  }

  /** A second guard: nothing of a dead attempt is ever among these. */
  private Set<String> needed(TableSnapshot latest, EpochState current) {
    var needed = new HashSet<String>();
    latest.files().forEach(file -> needed.add(file.path()));
    needed.add(layout.stateFile(current.attempt()));
    needed.addAll(current.files());
    return needed;
  }

  private List<String> names(String directory, Predicate<String> wanted) throws IOException {
    return files.list(directory.isEmpty() ? "." : directory).stream()
        .map(FileStatus::getPath)
        .map(path -> path.getName())
        .filter(wanted)
        .toList();
  }

  private void delete(String path, Set<String> kept, List<String> deleted) throws IOException {
    if (!kept.contains(path)) {
      delete(path, deleted);
    }
  }

  private void delete(String path, List<String> deleted) throws IOException {
    if (files.delete(path)) {
      deleted.add(path);
      EpochStep.LEFTOVER_DELETED.reached();
    }
  }
}
