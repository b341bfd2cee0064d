package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.RemoveFile;
import io.delta.standalone.actions.SetTransaction;
import io.delta.storage.CloseableIterator;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;

/**
 * What the versions of a table need that were the latest one at a moment or later: the files that
 * are in the table, and those that were removed since.
 *
 * @param dataFiles the names of data files, without directories
 * @param leastEpoch the least epoch that was committed since; empty if none was
 */
record LogReferences(Set<String> dataFiles, OptionalLong leastEpoch) {
  private static final Pattern VERSION = Pattern.compile("(\\d{20})\\.json");

  LogReferences {
    dataFiles = Set.copyOf(dataFiles);
  }

  /**
   * Looks through a log. The time of a version is that of its file, as it is to who reads an older
   * version by its time.
   */
  static LogReferences since(Instant moment, DeltaTable table) throws IOException {
    DeltaLog log = table.log();
    Set<String> dataFiles = new HashSet<>();
    log.snapshot().getAllFiles().forEach(file -> dataFiles.add(name(file.getPath())));
    OptionalLong leastEpoch = OptionalLong.empty();
    OptionalLong first = firstVersionSince(moment, table);
    if (first.isPresent()) {
      Iterator<VersionLog> versions = log.getChanges(first.getAsLong(), false);
      while (versions.hasNext()) {
        try (CloseableIterator<Action> actions = versions.next().getActionsIterator()) {
          while (actions.hasNext()) {
            Action action = actions.next();
            if (action instanceof RemoveFile remove) {
              dataFiles.add(name(remove.getPath()));
            } else if (action instanceof AddFile add) {
              dataFiles.add(name(add.getPath()));
            } else if (action instanceof SetTransaction transaction
                && transaction.getAppId().equals(DeltaTable.APPLICATION)) {
              long epoch = transaction.getVersion();
              leastEpoch = OptionalLong.of(Math.min(epoch, leastEpoch.orElse(epoch)));
            }
          }
        }
      }
    }
    return new LogReferences(dataFiles, leastEpoch);
  }

  private static OptionalLong firstVersionSince(Instant moment, DeltaTable table)
      throws IOException {
    OptionalLong first = OptionalLong.empty();
    for (FileStatus file : table.files().list(table.layout().log().versions())) {
      Matcher matcher = VERSION.matcher(file.getPath().getName());
      if (matcher.matches() && file.getModificationTime() >= moment.toEpochMilli()) {
        long version = Long.parseLong(matcher.group(1));
        first = OptionalLong.of(Math.min(version, first.orElse(version)));
      }
    }
    return first;
  }

  /** A file may be named by another path to the same place, but never by another name. */
  private static String name(String logPath) {
    String path = DataFile.decode(logPath);
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
