package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state files of a table. */
final class EpochStates {
  private static final Logger LOG = LoggerFactory.getLogger(EpochStates.class);

  private final TableLayout layout;
  private final TableFiles files;

  EpochStates(DeltaTable table) {
    this.layout = table.layout();
    this.files = table.files();
  }

  /**
   * Writes the state of an attempt, once. It means nothing until the attempt's commit.
   *
   * @return whether the state is there now; if not, the attempt has another one, or a part of one,
   *     from a worker that died or is at work yet
   */
  boolean write(EpochState state) throws IOException {
    String path = layout.stateFile(state.attempt());
    String text = StateJson.write(state);
    try {
      files.create(path, text);
    } catch (FileAlreadyExistsException e) {
      return files.read(path).equals(text);
    }
    EpochStep.STATE_WRITTEN.reached();
    return true;
  }

  /**
   * The state that the log names, or empty if there is no table and never was one.
   *
   * @param table the latest version, empty if there is no table
   * @throws DeltaTableException if the table is not ours, or if the table and the states contradict
   *     each other
   */
  Optional<EpochState> valid(Optional<TableSnapshot> table) throws IOException {
    if (!isOurs(table)) {
      return Optional.empty();
    }
    return Optional.of(
        find(table.get()).orElseThrow(() -> missing(table.get().epoch().getAsLong())));
  }

  /**
   * Whether there is a table, made by us.
   *
   * @param table the latest version, empty if there is no table
   * @throws DeltaTableException if the table is not ours, or is gone while its states are there
   */
  boolean isOurs(Optional<TableSnapshot> table) throws IOException {
    if (table.isEmpty() && layout.log() == TableLog.REFRESH) {
      // The states that are there are the table's.
      return false;
    }
    if (table.isEmpty() || table.get().epoch().isEmpty()) {
      Optional<String> committed = committedState();
      if (committed.isPresent()) {
        throw new DeltaTableException(
            "Cannot go on with the table "
                + layout.root()
                + ": there is a state of it, "
                + committed.get()
                + ", but "
                + (table.isEmpty() ? "no Delta table" : "no mark of Tributary in its Delta log")
                + ". Put the Delta log back, or delete the whole directory to load the table from"
                + " the beginning.");
      }
      if (table.isPresent()) {
        throw new DeltaTableException(
            "Cannot write to the table "
                + layout.root()
                + ": it was not made by Tributary. Choose another destination, or delete the"
                + " table.");
      }
      return false;
    }
    return true;
  }

  /** The state of a version; empty if it is not there or cannot be read. */
  Optional<EpochState> find(TableSnapshot version) throws IOException {
    OptionalLong epoch = version.epoch();
    OptionalLong number = version.attemptNumber();
    if (epoch.isEmpty() || number.isEmpty()) {
      return Optional.empty();
    }
    return ofEpoch(epoch.getAsLong()).stream()
        .filter(state -> state.attempt().epoch() == epoch.getAsLong())
        .filter(state -> state.attempt().number() == number.getAsLong())
        .findFirst();
  }

  /** Paths of the state files of the epochs that {@code epochs} takes. */
  List<String> paths(LongPredicate epochs) throws IOException {
    var paths = new ArrayList<String>();
    for (FileStatus file : files.list(TableLayout.STATE)) {
      String name = file.getPath().getName();
      OptionalLong epoch = TableLayout.epochOfState(name);
      if (epoch.isPresent() && epochs.test(epoch.getAsLong())) {
        paths.add(TableLayout.STATE + "/" + name);
      }
    }
    return paths;
  }

  /**
   * The states of an epoch, of all its attempts; files that cannot be read are left out, and those
   * that somebody clears away meanwhile.
   */
  List<EpochState> ofEpoch(long epoch) throws IOException {
    var states = new ArrayList<EpochState>();
    for (String path : paths(e -> e == epoch)) {
      try {
        states.add(StateJson.read(path, files.read(path)));
      } catch (JsonProcessingException | FileNotFoundException e) {
        // An attempt may have died while it wrote.
        LOG.debug("Not a state: {}", path, e);
      }
    }
    return states;
  }

  /**
   * The files of keys that a state names, by its path; none if the state cannot be read, or if
   * somebody has cleared it away meanwhile, with what it names.
   */
  List<String> keyFiles(String path) throws IOException {
    try {
      return StateJson.read(path, files.read(path)).files();
    } catch (JsonProcessingException | FileNotFoundException | DeltaTableException e) {
      LOG.debug("Not a state: {}", path, e);
      return List.of();
    }
  }

  private DeltaTableException missing(long epoch) {
    return new DeltaTableException(
        "Cannot go on with the table "
            + layout.root()
            + ": its Delta log is at epoch "
            + epoch
            + ", but no readable file "
            + TableLayout.STATE
            + "/"
            + epoch
            + "-*.json holds the state of it. Put the file back, or run once with --full-refresh.");
  }

  /** A state that was committed to a log that is gone: an attempt that died leaves its marker. */
  private Optional<String> committedState() throws IOException {
    List<String> markers =
        files.list(TableLayout.ATTEMPTS).stream().map(file -> file.getPath().getName()).toList();
    return paths(epoch -> true).stream()
        .filter(
            path ->
                !markers.contains(
                    TableLayout.attemptOfState(path.substring(path.lastIndexOf('/') + 1))))
        .findFirst();
  }
}
