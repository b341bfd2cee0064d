package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.CommitInfo;
import io.delta.standalone.actions.SetTransaction;
import io.delta.storage.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The versions of a table, as its log tells of them. Writes nothing. */
public final class DeltaHistory {
  private DeltaHistory() {}

  /**
   * The latest versions, the newest first, as far as the log has them yet; none if there is no
   * table.
   *
   * @param path a local path or the URI of a Hadoop file system
   * @param hadoopOptions settings of the Hadoop file system
   * @param most how many, at least one
   */
  public static List<TableVersion> latest(
      String path, Map<String, String> hadoopOptions, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("Invalid history: of " + most + " versions");
    }
    try {
      DeltaLog log = DeltaTable.open(HadoopConfigurations.of(hadoopOptions), path).log();
      long latest = log.snapshot().getVersion();
      return latest < 0 ? List.of() : versions(log, Math.max(0, latest - most + 1));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the history of " + path, e);
    }
  }

  private static List<TableVersion> versions(DeltaLog log, long from) throws IOException {
    List<TableVersion> versions = new ArrayList<>();
    Iterator<VersionLog> changes = log.getChanges(from, false);
    while (changes.hasNext()) {
      versions.add(version(changes.next()));
    }
    Collections.reverse(versions);
    return versions;
  }

  private static TableVersion version(VersionLog version) throws IOException {
    Optional<CommitInfo> info = Optional.empty();
    OptionalLong epoch = OptionalLong.empty();
    try (CloseableIterator<Action> actions = version.getActionsIterator()) {
      while (actions.hasNext()) {
        Action action = actions.next();
        if (action instanceof CommitInfo found) {
          info = Optional.of(found);
        } else if (action instanceof SetTransaction transaction
            && transaction.getAppId().equals(DeltaTable.APPLICATION)) {
          epoch = OptionalLong.of(transaction.getVersion());
        }
      }
    }
    return new TableVersion(
        version.getVersion(),
        info.map(CommitInfo::getTimestamp).map(Timestamp::toInstant).orElse(null),
        info.map(CommitInfo::getOperation).orElse(""),
        epoch,
        info.flatMap(CommitInfo::getOperationMetrics).orElse(Map.of()),
        info.flatMap(CommitInfo::getEngineInfo).orElse(""),
        info.flatMap(CommitInfo::getUserMetadata).orElse(""));
  }
}
