package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.Protocol;
import io.delta.standalone.actions.RemoveFile;
import io.delta.storage.CloseableIterator;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds out whether what others committed since a plan was made spoils the plan. Delta's own check
 * begins when the transaction opens, and that is always at the latest version.
 */
final class ForeignChanges {
  private final DeltaLog log;
  private final long planned;
  private final Set<String> removes;
  private final Predicate<DataFile> touches;
  private Map<String, DataFile> plannedFiles;

  /**
   * @param removes the paths that the plan removes
   * @param touches whether a file may hold rows of the keys that the plan is about
   */
  ForeignChanges(DeltaLog log, long planned, Set<String> removes, Predicate<DataFile> touches) {
    this.log = log;
    this.planned = planned;
    this.removes = removes;
    this.touches = touches;
  }

  /** What stands in the way in the versions after the planned one, up to {@code latest}. */
  Optional<String> conflict(long latest) throws IOException {
    if (latest < planned) {
      return Optional.of(
          "the table is at version "
              + latest
              + " now, before version "
              + planned
              + " that was planned on: its log was replaced");
    }
    if (latest == planned) {
      return Optional.empty();
    }
    if (planned < 0) {
      return Optional.of("somebody else created the table");
    }
    Iterator<VersionLog> versions = log.getChanges(planned + 1, false);
    long expected = planned + 1;
    while (expected <= latest && versions.hasNext()) {
      VersionLog version = versions.next();
      if (version.getVersion() != expected) {
        break;
      }
      Optional<String> conflict = conflict(version);
      if (conflict.isPresent()) {
        return conflict.map(reason -> "version " + version.getVersion() + " " + reason);
      }
      expected++;
    }
    return expected > latest
        ? Optional.empty()
        : Optional.of(
            "version " + expected + " is in the log no longer, so it cannot be looked through");
  }

  private Optional<String> conflict(VersionLog version) throws IOException {
    try (CloseableIterator<Action> actions = version.getActionsIterator()) {
      while (actions.hasNext()) {
        Optional<String> conflict = conflict(actions.next());
        if (conflict.isPresent()) {
          return conflict;
        }
      }
      return Optional.empty();
    }
  }

  private Optional<String> conflict(Action action) {
    if (action instanceof Metadata) {
      return Optional.of("changed the schema or the properties of the table");
    }
    if (action instanceof Protocol) {
      return Optional.of("changed the protocol of the table");
    }
    if (action instanceof AddFile add) {
      return add.isDataChange() && touches.test(DataFile.of(add))
          ? Optional.of("added rows that the change may concern, in " + DataFile.of(add).path())
          : Optional.empty();
    }
    if (action instanceof RemoveFile remove) {
      String path = DataFile.decode(remove.getPath());
      if (removes.contains(path)) {
        return Optional.of("removed the file " + path + " that was to be rewritten");
      }
      // One that was not there when we planned came later, and was looked at then.
      DataFile file = remove.isDataChange() ? plannedFiles().get(path) : null;
      return file != null && touches.test(file)
          ? Optional.of("changed or deleted rows that the change may concern, in " + path)
          : Optional.empty();
    }
    return Optional.empty();
  }

  private Map<String, DataFile> plannedFiles() {
    if (plannedFiles == null) {
      plannedFiles =
          log.getSnapshotForVersionAsOf(planned).getAllFiles().stream()
              .map(DataFile::of)
              .collect(Collectors.toMap(DataFile::path, Function.identity()));
    }
    return plannedFiles;
  }
}
