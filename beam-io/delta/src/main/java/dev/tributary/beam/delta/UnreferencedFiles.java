package dev.tributary.beam.delta;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.FileStatus;

/**
 * Finds what lies in a table's directory and is needed no longer: data files in its root, and what
 * Tributary itself keeps beside them. Everything else, other directories above all, is not even
 * looked at.
 */
final class UnreferencedFiles {
  private final DeltaTable table;
  private final TableFiles files;
  private final Optional<TableLogs.Latest> refresh;
  private final TableSnapshot snapshot;
  private final EpochState state;
  private final Clock clock;

  /**
   * Looks at the latest version.
   *
   * @param refresh a refresh that was under way before that version was looked for
   * @param state the state of that version
   */
  UnreferencedFiles(
      DeltaTable table,
      Optional<TableLogs.Latest> refresh,
      TableSnapshot snapshot,
      EpochState state,
      Clock clock) {
    this.refresh = refresh;
    this.table = table;
    this.files = table.files();
    this.snapshot = snapshot;
    this.state = state;
    this.clock = clock;
  }

  /** The files, in an order in which they can be deleted, also if that is cut short. */
  List<UnreferencedFile> find(Retention retention) throws IOException {
    Instant now = clock.instant();
    Instant end = now.minus(retention.duration());
    Instant since = now.minus(ofRemoved(retention));
    Set<String> dataFiles = new HashSet<>();
    if (refresh.isPresent()) {
      dataFiles.addAll(LogReferences.since(since, table.by(TableLog.REFRESH)).dataFiles());
    }
    // Later, for what has left that log by now is in this one.
    LogReferences references = LogReferences.since(since, table);
    dataFiles.addAll(references.dataFiles());
    Set<String> running = running(now.minus(retention.ofAttempts()));
    List<UnreferencedFile> found = new ArrayList<>();
    add(
        found,
        ".",
        end,
        name ->
            isDataFile(name)
                && !dataFiles.contains(name)
                && !isOf(running, name, TableLayout::dataFilePrefix));
    Set<String> states = neededStates(references);
    if (refresh.isPresent()) {
      states.addAll(names(refresh.get().neededEpochs()::contains));
    }
    Set<String> keyFiles = keyFiles(states);
    for (String directory : List.of(TableLayout.TOMBSTONES, TableLayout.HIDDEN)) {
      add(
          found,
          directory,
          end,
          name ->
              !keyFiles.contains(directory + "/" + name)
                  && !isOf(running, name, attempt -> attempt + "-"));
    }
    addDirectories(found, end, running);
    add(
        found,
        TableLayout.STATE,
        end,
        name ->
            TableLayout.epochOfState(name).isPresent()
                && !states.contains(name)
                && !running.contains(TableLayout.attemptOfState(name)));
    addMarkers(found, end, running);
    return found;
  }

  private static boolean isDataFile(String name) {
    return name.endsWith(".parquet") && !name.startsWith("_") && !name.startsWith(".");
  }

  private Duration ofRemoved(Retention retention) {
    Duration ofTable =
        TableProperties.deletedFileRetention(snapshot.properties()).orElse(Duration.ZERO);
    return ofTable.compareTo(retention.duration()) > 0 ? ofTable : retention.duration();
  }

  /** Attempts that began since and may commit yet. */
  private Set<String> running(Instant since) throws IOException {
    Set<String> running = new HashSet<>();
    for (FileStatus marker : files.list(TableLayout.ATTEMPTS)) {
      String name = marker.getPath().getName();
      if (Attempt.isName(name, epoch -> epoch > state.attempt().epoch())
          && marker.getModificationTime() >= since.toEpochMilli()) {
        running.add(name);
      }
    }
    return running;
  }

  private static boolean isOf(Set<String> attempts, String file, UnaryOperator<String> prefix) {
    return attempts.stream().anyMatch(attempt -> file.startsWith(prefix.apply(attempt)));
  }

  /**
   * The state files of the epochs up to the latest one that some version needs, and of the one
   * before: that one was the latest when the first of these versions began.
   */
  private Set<String> neededStates(LogReferences references) throws IOException {
    long latest = state.attempt().epoch();
    long least = Math.min(references.leastEpoch().orElse(latest), latest);
    var states = new EpochStates(table);
    OptionalLong before =
        states.paths(epoch -> epoch < least).stream()
            .map(UnreferencedFiles::nameOf)
            .mapToLong(name -> TableLayout.epochOfState(name).orElseThrow())
            .max();
    Set<String> needed = new HashSet<>();
    needed.addAll(names(epoch -> epoch >= before.orElse(least) && epoch <= latest));
    return needed;
  }

  /** The names of state files. */
  private List<String> names(LongPredicate epochs) throws IOException {
    return new EpochStates(table).paths(epochs).stream().map(UnreferencedFiles::nameOf).toList();
  }

  private Set<String> keyFiles(Set<String> states) throws IOException {
    Set<Long> epochs = new HashSet<>();
    states.forEach(name -> epochs.add(TableLayout.epochOfState(name).orElseThrow()));
    Set<String> keyFiles = new HashSet<>();
    for (long epoch : epochs) {
      for (EpochState needed : new EpochStates(table).ofEpoch(epoch)) {
        keyFiles.addAll(needed.files());
      }
    }
    return keyFiles;
  }

  private void addDirectories(List<UnreferencedFile> found, Instant end, Set<String> running)
      throws IOException {
    for (FileStatus directory : files.list(TableLayout.STAGED)) {
      String name = directory.getPath().getName();
      String path = TableLayout.stagedDirectory(name);
      if (!Attempt.isName(name, epoch -> true) || running.contains(name)) {
        continue;
      }
      long modified = directory.getModificationTime();
      long bytes = 0;
      for (FileStatus file : files.list(path)) {
        modified = Math.max(modified, file.getModificationTime());
        bytes += file.getLen();
      }
      if (modified < end.toEpochMilli()) {
        found.add(new UnreferencedFile(path, bytes, Instant.ofEpochMilli(modified)));
      }
    }
  }

  /** A marker tells that a state was never committed, and so it stays as long as that does. */
  private void addMarkers(List<UnreferencedFile> found, Instant end, Set<String> running)
      throws IOException {
    Set<String> kept = new HashSet<>(new EpochStates(table).paths(epoch -> true));
    found.forEach(file -> kept.remove(file.path()));
    add(
        found,
        TableLayout.ATTEMPTS,
        end,
        name ->
            Attempt.isName(name, epoch -> true)
                && !running.contains(name)
                && !kept.contains(TableLayout.stateFile(name)));
  }

  private void add(
      List<UnreferencedFile> found, String directory, Instant end, Predicate<String> isUnneeded)
      throws IOException {
    for (FileStatus file : files.list(directory)) {
      String name = file.getPath().getName();
      if (file.isFile()
          && file.getModificationTime() < end.toEpochMilli()
          && isUnneeded.test(name)) {
        found.add(
            new UnreferencedFile(
                directory.equals(".") ? name : directory + "/" + name,
                file.getLen(),
                Instant.ofEpochMilli(file.getModificationTime())));
      }
    }
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
