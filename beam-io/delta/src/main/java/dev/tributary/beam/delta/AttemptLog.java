package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.SetTransaction;
import io.delta.storage.CloseableIterator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Which attempts committed, as the versions of a log tell; a snapshot knows the last one only. */
final class AttemptLog {
  private final DeltaLog log;

  AttemptLog(DeltaLog log) {
    this.log = log;
  }

  /** The version that an attempt committed, if it is {@code from} or later and in the log yet. */
  OptionalLong versionOf(long attemptNumber, long from) throws IOException {
    Long version = versions(from, new HashMap<>()).get(attemptNumber);
    return version == null ? OptionalLong.empty() : OptionalLong.of(version);
  }

  /**
   * The versions from {@code from} on by the number of the attempt that committed them, or empty if
   * the log does not reach that far back.
   */
  Optional<Map<Long, Long>> since(long from) throws IOException {
    var versions = new HashMap<Long, Long>();
    long latest = log.snapshot().getVersion();
    if (latest < from) {
      return Optional.of(versions);
    }
    Iterator<VersionLog> changes = log.getChanges(from, false);
    return changes.hasNext() && changes.next().getVersion() == from
        ? Optional.of(versions(from, versions))
        : Optional.empty();
  }

  private Map<Long, Long> versions(long from, Map<Long, Long> found) throws IOException {
    if (log.snapshot().getVersion() < from) {
      return found;
    }
    Iterator<VersionLog> changes = log.getChanges(from, false);
    while (changes.hasNext()) {
      VersionLog version = changes.next();
      try (CloseableIterator<Action> actions = version.getActionsIterator()) {
        while (actions.hasNext()) {
          if (actions.next() instanceof SetTransaction transaction
              && transaction.getAppId().equals(DeltaTable.ATTEMPT_APPLICATION)) {
            found.put(transaction.getVersion(), version.getVersion());
          }
        }
      }
    }
    return found;
  }
}
