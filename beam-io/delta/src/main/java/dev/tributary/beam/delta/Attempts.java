package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the attempts that were begun, so that what the dead ones left can be deleted. An
 * attempt writes nothing before it is registered.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
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
   * Registers an attempt that begins now, at an epoch of the log that this table was opened by.
   *
   * @param tableVersion the latest version of the table, -1 if there is no table
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException if the attempt was registered before
   */
  void register(Attempt attempt, long tableVersion) throws IOException {
    files.create(
        layout.attemptMarker(attempt),
        JSON.createObjectNode()
            .put("number", attempt.number())
            .put("tableVersion", tableVersion)
            .put("log", layout.log().name())
            .toString());
  }

  /** Registers an attempt that a worker may have begun before, or another one side by side. */
  void registerOnce(Attempt attempt, long tableVersion) throws IOException {
    try {
      register(attempt, tableVersion);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("Attempt {} was begun before", attempt.name(), e);
    }
  }

  /** The greatest epoch that anything is of that lies here; negative if there is nothing. */
  long lastEpoch() throws IOException {
    LongStream ofStates =
        states.paths(epoch -> true).stream()
            .mapToLong(path -> Attempt.epochOf(attemptOfState(path)));
    LongStream ofMarkers = registered().stream().mapToLong(Attempt::epochOf);
    LongStream ofLogs =
        TableLogs.of(table).stream()
            .flatMap(logs -> logs.all().stream())
            .mapToLong(TableLogs.Latest::epoch);
    return LongStream.concat(ofLogs, LongStream.concat(ofStates, ofMarkers)).max().orElse(-1);
  }

  /**
   * Deletes what attempts at epochs up to the committed one left that is of no use: everything of
   * those that never committed, for they never can; what those that did staged, or wrote and did
   * not commit, as a task does that ran twice; states older than the last two, and tombstones and
   * hidden members that only these name. Nothing that a log of the table refers to, or ever did, is
   * touched, and nothing of later epochs. May be called at any time, also while others run on the
   * table.
   *
   * @return what was deleted, relative to the table's root
   */
  List<String> cleanUp() throws IOException {
    // Listed before the logs are read: what is here without a marker was committed by then.
    List<String> statePaths = states.paths(epoch -> true);
    List<String> names = registered();
    Optional<TableLogs> logs = TableLogs.of(table);
    if (logs.isEmpty()) {
      return List.of();
    }
    EpochStep.CLEAN_UP_BEGUN.reached();
    var deleted = new ArrayList<String>();
    for (String name : names) {
      clear(name, logs.get(), deleted);
    }
    deleteOldStates(statePaths, Set.copyOf(names), logs.get(), deleted);
    return deleted;
  }

  private List<String> registered() throws IOException {
    return names(TableLayout.ATTEMPTS, name -> Attempt.isName(name, epoch -> true));
  }

  private void clear(String name, TableLogs logs, List<String> deleted) throws IOException {
    Optional<Marker> marker = marker(name);
    TableLog log = marker.map(Marker::log).orElse(TableLog.MAIN);
    if (Attempt.epochOf(name) > logs.epochFor(log)) {
      return;
    }
    Optional<AttemptLog.Window> window = Optional.empty();
    if (marker.isPresent()) {
      window = logs.since(marker.get().tableVersion() + 1);
    }
    // Where the log does not tell, nothing may go that somebody might read.
    if (window.isPresent()) {
      Set<String> kept = kept(logs, window.get());
      Optional<EpochState> current = logs.current(name);
      boolean committed = window.get().attempts().containsKey(marker.get().number());
      if (!committed || current.isPresent()) {
        deleteKeyFiles(name, kept, deleted);
      }
      if (!committed) {
        delete(TableLayout.stateFile(name), kept, deleted);
        deleteRejected(name, Set.of(), deleted);
      } else if (current.isPresent()) {
        deleteRejected(name, rejected(current.get()), deleted);
      }
      deleteDataFiles(name, kept, deleted);
    }
    delete(TableLayout.stagedDirectory(name), deleted);
    // Last, so that a clean-up that is cut short will be done again.
    delete(TableLayout.attemptMarker(name), deleted);
  }

  private static Set<String> kept(TableLogs logs, AttemptLog.Window window) {
    Set<String> kept = new HashSet<>(logs.needed());
    kept.addAll(window.added());
    return kept;
  }

  private void deleteOldStates(
      List<String> paths, Set<String> registered, TableLogs logs, List<String> deleted)
      throws IOException {
    if (logs.all().stream().anyMatch(latest -> latest.state().isEmpty())) {
      // A state that is put back must find what it names.
      return;
    }
    Set<Long> needed = new HashSet<>();
    logs.all().forEach(latest -> needed.addAll(latest.neededEpochs()));
    long newest =
        logs.all().stream()
            .mapToLong(latest -> Collections.min(latest.neededEpochs()))
            .max()
            .orElseThrow();
    List<String> old = new ArrayList<>();
    for (String path : paths) {
      String name = attemptOfState(path);
      long epoch = Attempt.epochOf(name);
      // Between the epochs of the two logs somebody may be about to commit.
      boolean isOver = epoch <= logs.main().epoch() || !registered.contains(name);
      if (epoch < newest && !needed.contains(epoch) && isOver) {
        old.add(path);
      }
    }
    if (old.isEmpty()) {
      return;
    }
    Set<String> named = new HashSet<>();
    for (long epoch : needed) {
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

  private static String attemptOfState(String path) {
    return TableLayout.attemptOfState(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * Deletes what was committed to a log that is gone, that of a refresh: what is of a later epoch
   * than the table's and of no attempt that is registered.
   *
   * @return what was deleted, relative to the table's root
   */
  List<String> clearUnregistered() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String directory : List.of("", TableLayout.TOMBSTONES, TableLayout.HIDDEN)) {
      for (String name : names(directory, file -> true)) {
        TableLayout.attemptOfFile(name)
            .ifPresent(of -> found.put(directory.isEmpty() ? name : directory + "/" + name, of));
      }
    }
    states.paths(epoch -> true).forEach(path -> found.put(path, attemptOfState(path)));
    // Read in this order: an attempt that loses its marker by a commit is in the table then.
    Set<String> registered = Set.copyOf(registered());
    Optional<TableLogs> logs = TableLogs.of(table);
    if (logs.isEmpty()) {
      return List.of();
    }
    Set<String> needed = logs.get().needed();
    var deleted = new ArrayList<String>();
    for (Map.Entry<String, String> file : found.entrySet()) {
      String attempt = file.getValue();
      if (Attempt.epochOf(attempt) > logs.get().main().epoch() && !registered.contains(attempt)) {
        delete(file.getKey(), needed, deleted);
      }
    }
    return deleted;
  }

  /**
   * Deletes all that an attempt wrote, which writes no more, unless it committed. Its marker may be
   * gone: another run that committed the epoch took it for one of a dead run, and what was written
   * since has no other owner.
   */
  void abandon(Attempt attempt) throws IOException {
    Optional<Set<String>> kept = keptUnlessCommitted(attempt);
    if (kept.isPresent()) {
      delete(layout.stateFile(attempt), kept.get(), new ArrayList<>());
      deleteFiles(attempt, kept.get());
      files.delete(layout.attemptMarker(attempt));
    }
  }

  /**
   * Deletes what an attempt wrote so far, unless it committed or may be about to. Workers may go on
   * for a while after their pipeline failed; so the state is made here first, without a text, and
   * whoever comes with the true one gives way. If that is there already, all stays as it is. The
   * attempt stays registered, and the next clean-up finds what is left.
   */
  void abandonRunning(Attempt attempt) throws IOException {
    try {
      files.create(layout.stateFile(attempt), "");
    } catch (FileAlreadyExistsException e) {
      return;
    }
    Optional<Set<String>> kept = keptUnlessCommitted(attempt);
    if (kept.isPresent()) {
      deleteFiles(attempt, kept.get());
    }
  }

  /** What the table needs although it is the attempt's; empty if the attempt committed. */
  private Optional<Set<String>> keptUnlessCommitted(Attempt attempt) throws IOException {
    // Without a marker all of the log is looked through, so that nobody who comes with an epoch
    // that was committed long ago deletes its rows.
    long from = marker(attempt.name()).map(marker -> marker.tableVersion() + 1).orElse(0L);
    Optional<TableLogs> logs = TableLogs.of(table);
    if (logs.isEmpty()) {
      return Optional.of(Set.of());
    }
    AttemptLog.Window window = logs.get().reachable(from);
    // It may have been committed to a refresh that has taken the table's place since.
    return window.attempts().containsKey(attempt.number())
        ? Optional.empty()
        : Optional.of(kept(logs.get(), window));
  }

  private void deleteFiles(Attempt attempt, Set<String> kept) throws IOException {
    var deleted = new ArrayList<String>();
    deleteKeyFiles(attempt.name(), kept, deleted);
    deleteDataFiles(attempt.name(), kept, deleted);
    deleteRejected(attempt.name(), Set.of(), deleted);
    delete(TableLayout.stagedDirectory(attempt.name()), deleted);
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
    List<String> found =
        rejected.files().list(".").stream()
            .map(status -> status.getPath().getName())
            .filter(file -> TableLayout.isDataFileOf(name, file) && !kept.contains(file))
            .toList();
    if (found.isEmpty()) {
      return;
    }
    // A second guard: what that table refers to is committed, whatever became of the attempt.
    Set<String> committed = new HashSet<>();
    rejected.snapshot().ifPresent(s -> s.files().forEach(file -> committed.add(file.path())));
    for (String file : found) {
      if (!committed.contains(file)) {
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
  private record Marker(long number, long tableVersion, TableLog log) {}

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
            new Marker(
                marker.get("number").longValue(),
                marker.get("tableVersion").longValue(),
                marker.path("log").asText().equals(TableLog.REFRESH.name())
                    ? TableLog.REFRESH
                    : TableLog.MAIN))
        : Optional.empty();
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
