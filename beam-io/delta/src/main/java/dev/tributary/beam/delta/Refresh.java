package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load of a table anew. Its epochs are committed to a log of their own, {@link
 * TableLog#REFRESH}, while everybody else reads the table as it was. When it has caught up, one
 * commit to the table's own log puts what it loaded in the place of all that was there.
 *
 * <p>It ends with a file that says so, for a log cannot be deleted in one step.
 */
final class Refresh {
  private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);
  private static final String ENDED = "ended";

  private final DeltaTable main;
  private final DeltaTable shadow;

  /**
   * @param table the table, by any of its logs
   */
  Refresh(DeltaTable table) throws IOException {
    this.main = table.by(TableLog.MAIN);
    this.shadow = table.by(TableLog.REFRESH);
  }

  /** The latest version of a refresh that is neither in place nor dropped; empty if none is. */
  Optional<TableSnapshot> underWay() throws IOException {
    Optional<TableSnapshot> latest = latest();
    return latest.isPresent() && isInPlace(latest.get()) ? Optional.empty() : latest;
  }

  private Optional<TableSnapshot> latest() throws IOException {
    Set<String> found = found();
    if (found.isEmpty() || found.contains(ENDED)) {
      return Optional.empty();
    }
    try {
      return shadow.snapshot();
    } catch (IOException | RuntimeException e) {
      Set<String> now = found();
      if (now.isEmpty() || now.contains(ENDED)) {
        LOG.debug("The refresh of {} ended meanwhile", main.layout().root(), e);
        return Optional.empty();
      }
      throw e;
    }
  }

  private Set<String> found() throws IOException {
    return main.files().list(TableLog.REFRESH.directory()).stream()
        .map(file -> file.getPath().getName())
        .collect(Collectors.toSet());
  }

  /** Whether the table's log says that the last epoch of a refresh is in the table. */
  private boolean isInPlace(TableSnapshot refresh) throws IOException {
    Optional<TableSnapshot> table = main.snapshot();
    if (table.isEmpty() || table.get().epoch().isEmpty()) {
      return false;
    }
    if (table.get().attemptNumber().equals(refresh.attemptNumber())) {
      return true;
    }
    // The log is asked for the attempts before the last one only where there may have been one.
    return table.get().epoch().getAsLong() >= refresh.epoch().orElseThrow()
        && new AttemptLog(main.log())
            .versionOf(refresh.attemptNumber().orElseThrow(), 0)
            .isPresent();
  }

  /** Whether all files of a refresh are there: a VACUUM of another engine knows nothing of them. */
  boolean isIntact(TableSnapshot refresh) throws IOException {
    Map<String, Long> lengths =
        main.files().list(".").stream()
            .collect(Collectors.toMap(file -> file.getPath().getName(), FileStatus::getLen));
    return refresh.files().stream()
        .allMatch(file -> Long.valueOf(file.size()).equals(lengths.get(file.path())));
  }

  /** Does what was to be done after a refresh ended and was not, for its run died. */
  void tidyUp() throws IOException {
    if (found().contains(ENDED)) {
      end();
    } else if (latest().isPresent() && underWay().isEmpty()) {
      clearAway();
    }
  }

  /**
   * Forgets a refresh that is in place, with the files that only its own earlier versions had.
   *
   * @throws IOException at trouble; {@link #tidyUp} goes on with it then
   */
  void clearAway() throws IOException {
    new Attempts(main).cleanUp();
    Optional<TableSnapshot> refresh = latest();
    if (refresh.isPresent()) {
      Optional<AttemptLog.Window> all = new AttemptLog(shadow.log()).since(0);
      Set<String> replaced = new HashSet<>(all.map(AttemptLog.Window::added).orElse(Set.of()));
      refresh.get().files().forEach(file -> replaced.remove(file.path()));
      for (String path : replaced) {
        main.files().delete(path);
      }
    }
    end();
  }

  /**
   * Drops a refresh that is under way, with all its files.
   *
   * @param refresh as it was when it was found to be of no use; a later one stays
   */
  void drop(TableSnapshot refresh) throws IOException {
    Optional<TableSnapshot> current = underWay();
    if (current.isPresent() && current.get().attemptNumber().equals(refresh.attemptNumber())) {
      Optional<EpochState> state = new EpochStates(shadow).find(current.get());
      if (state.isPresent()) {
        // Records that were set aside were so whatever becomes of the others.
        shadow.commitRejected(current.get(), state.get());
      }
      new Attempts(main).cleanUp();
      end();
    }
  }

  private void end() throws IOException {
    main.files().replace(TableLog.REFRESH.directory() + "/" + ENDED, "");
    main.files().delete(TableLog.REFRESH.versions());
    List<String> deleted = new Attempts(main).clearUnregistered();
    LOG.debug("The refresh of {} ended, and so did {}", main.layout().root(), deleted);
    main.files().delete(TableLog.REFRESH.directory());
  }
}
