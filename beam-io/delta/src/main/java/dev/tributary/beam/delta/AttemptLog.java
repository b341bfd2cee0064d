package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.SetTransaction;
import io.delta.storage.CloseableIterator;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Which attempts committed, as the versions of a log tell; a snapshot knows the last one only. */
final class AttemptLog {
  private final DeltaLog log;

  AttemptLog(DeltaLog log) {
    this.log = log;
  }

  /**
   * Some versions of a log.
   *
   * @param attempts the versions by the number of the attempt that committed them
   * @param added paths, as {@link DataFile#path()}, of all files that they added
   */
  record Window(Map<Long, Long> attempts, Set<String> added) {}

  /** The version that an attempt committed, if it is {@code from} or later and in the log yet. */
  OptionalLong versionOf(long attemptNumber, long from) throws IOException {
    Long version = window(from).attempts().get(attemptNumber);
    return version == null ? OptionalLong.empty() : OptionalLong.of(version);
  }

  /** The versions from {@code from} on, or empty if the log does not reach that far back. */
  Optional<Window> since(long from) throws IOException {
    long latest = log.snapshot().getVersion();
    if (latest >= from) {
      Iterator<VersionLog> changes = log.getChanges(from, false);
      if (!changes.hasNext() || changes.next().getVersion() != from) {
        return Optional.empty();
      }
    }
    return Optional.of(window(from));
  }

  /** The versions from {@code from} on, as far as the log has them. */
  Window window(long from) throws IOException {
    var window = new Window(new HashMap<>(), new HashSet<>());
    if (log.snapshot().getVersion() < from) {
      return window;
    }
    Iterator<VersionLog> changes = log.getChanges(from, false);
    while (changes.hasNext()) {
      VersionLog version = changes.next();
      try (CloseableIterator<Action> actions = version.getActionsIterator()) {
        while (actions.hasNext()) {
          Action action = actions.next();
          if (action instanceof SetTransaction transaction
              && transaction.getAppId().equals(DeltaTable.ATTEMPT_APPLICATION)) {
            window.attempts().put(transaction.getVersion(), version.getVersion());
          } else if (action instanceof AddFile add) {
            window.added().add(DataFile.of(add).path());
          }
        }
      }
    }
    return window;
  }
}
