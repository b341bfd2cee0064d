package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a table's own log, and that of a refresh that is under way, refer to: whoever clears files
 * away has to ask both. Not thread-safe.
 */
final class TableLogs {
  private final DeltaTable table;
  private final Latest main;
  private final Optional<Latest> refresh;
  private Set<String> needed;

  private TableLogs(DeltaTable table, Latest main, Optional<Latest> refresh) {
    this.table = table;
    this.main = main;
    this.refresh = refresh;
  }

  /**
   * The latest version of a log.
   *
   * @param state the version's state; empty where it is lost, as it may be before a refresh
   */
  record Latest(TableSnapshot snapshot, Optional<EpochState> state) {
    long epoch() {
      return snapshot.epoch().orElseThrow();
    }

    /** The epochs whose states stay: this one's and the one's before. */
    List<Long> neededEpochs() {
      List<Long> epochs = new ArrayList<>();
      epochs.add(epoch());
      state.map(EpochState::previousEpoch).ifPresent(p -> p.ifPresent(epochs::add));
      return epochs;
    }
  }

  /** The logs as they are now; empty if there is no table with an epoch. */
  static Optional<TableLogs> of(DeltaTable table) throws IOException {
    // In this order: what is put in place between the two is found twice, and not overlooked.
    Optional<Latest> refresh = refreshOf(table);
    DeltaTable main = table.by(TableLog.MAIN);
    Optional<TableSnapshot> snapshot = main.snapshot();
    return snapshot.isEmpty() || snapshot.get().epoch().isEmpty()
        ? Optional.empty()
        : Optional.of(new TableLogs(table, latest(main, snapshot.get()), refresh));
  }

  /** The refresh that is under way; to be asked before the table is looked at. */
  static Optional<Latest> refreshOf(DeltaTable table) throws IOException {
    Optional<TableSnapshot> snapshot = new Refresh(table).underWay();
    return snapshot.isPresent() ? Optional.of(latest(table, snapshot.get())) : Optional.empty();
  }

  private static Latest latest(DeltaTable table, TableSnapshot snapshot) throws IOException {
    return new Latest(snapshot, new EpochStates(table).find(snapshot));
  }

  Latest main() {
    return main;
  }

  Optional<Latest> refresh() {
    return refresh;
  }

  /** The latest version of each log. */
  List<Latest> all() {
    return refresh.map(latest -> List.of(main, latest)).orElse(List.of(main));
  }

  /** The last epoch of the log that a commit to {@code log} would have to follow. */
  long epochFor(TableLog log) {
    return log == TableLog.MAIN ? main.epoch() : refresh.orElse(main).epoch();
  }

  /** The state that counts of an attempt, by the attempt's name. */
  Optional<EpochState> current(String attemptName) {
    return all().stream()
        .flatMap(latest -> latest.state().stream())
        .filter(state -> state.attempt().name().equals(attemptName))
        .findFirst();
  }

  /** The paths of all that the latest versions need. */
  Set<String> needed() {
    if (needed != null) {
      return needed;
    }
    needed = new HashSet<>();
    for (Latest latest : all()) {
      latest.snapshot().files().forEach(file -> needed.add(file.path()));
      latest
          .state()
          .ifPresent(
              state -> {
                needed.add(TableLayout.stateFile(state.attempt().name()));
                needed.addAll(state.files());
              });
    }
    return needed;
  }

  /**
   * What was committed, to either log, since a version of the table; empty if a log does not reach
   * that far back. A refresh is looked at from its beginning.
   */
  Optional<AttemptLog.Window> since(long version) throws IOException {
    Optional<AttemptLog.Window> ofMain =
        new AttemptLog(table.by(TableLog.MAIN).log()).since(version);
    if (ofMain.isEmpty() || refresh.isEmpty()) {
      return ofMain;
    }
    Optional<AttemptLog.Window> ofRefresh =
        new AttemptLog(table.by(TableLog.REFRESH).log()).since(0);
    return ofRefresh.map(window -> union(ofMain.get(), window));
  }

  /** The same, of as much as there is. */
  AttemptLog.Window reachable(long version) throws IOException {
    AttemptLog.Window window = new AttemptLog(table.by(TableLog.MAIN).log()).window(version);
    return refresh.isEmpty()
        ? window
        : union(window, new AttemptLog(table.by(TableLog.REFRESH).log()).window(0));
  }

  private static AttemptLog.Window union(AttemptLog.Window one, AttemptLog.Window other) {
    Map<Long, Long> attempts = new HashMap<>(one.attempts());
    attempts.putAll(other.attempts());
    Set<String> added = new HashSet<>(one.added());
    added.addAll(other.added());
    return new AttemptLog.Window(attempts, added);
  }
}
