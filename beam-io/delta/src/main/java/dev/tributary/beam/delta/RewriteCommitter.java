package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.VersionLog;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import io.delta.storage.CloseableIterator;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits rewrites as one rearrangement, which changes no row: nobody who reads or writes the table
 * has to mind it unless it took a file from under them. Says nothing of epochs. A rewrite of a file
 * that is in the table no longer is left out.
 */
final class RewriteCommitter {
  private static final Logger LOG = LoggerFactory.getLogger(RewriteCommitter.class);

  private static final int MAX_ROUNDS = 20;

  /** Delta Standalone knows no operation of this name, so it stands beside the operation. */
  private static final Optional<String> NAME = Optional.of("OPTIMIZE");

  private final DeltaTable table;
  private final String tableId;
  private final Clock clock;

  /**
   * A committer to one table.
   *
   * @param tableId of the table that the files are of
   */
  RewriteCommitter(DeltaTable table, String tableId, Clock clock) {
    this.table = table;
    this.tableId = tableId;
    this.clock = clock;
  }

  /**
   * What became of rewrites.
   *
   * @param version empty if there was nothing to commit
   */
  record Outcome(OptionalLong version, List<Rewrite> committed, List<Rewrite> leftOut) {
    Outcome {
      committed = List.copyOf(committed);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Commits what still fits, and deletes the new files of all that does not.
   *
   * @throws IOException at trouble; whether the rewrites are in the log is unknown then, and their
   *     files stay
   */
  Outcome commit(List<Rewrite> rewrites) throws IOException {
    List<Rewrite> waiting = List.copyOf(rewrites);
    List<Rewrite> leftOut = new ArrayList<>();
    for (int round = 0; round < MAX_ROUNDS && !waiting.isEmpty(); round++) {
      DeltaLog log = table.log();
      OptimisticTransaction transaction = table.begin(log);
      Map<String, AddFile> active = active(log);
      List<Rewrite> fitting = new ArrayList<>();
      for (Rewrite rewrite : waiting) {
        boolean fits = rewrite.removes().stream().allMatch(file -> active.containsKey(file.path()));
        (fits ? fitting : leftOut).add(rewrite);
      }
      waiting = fitting;
      if (!waiting.isEmpty()) {
        OptionalLong version = tryOnce(transaction, waiting, active);
        if (version.isPresent()) {
          deleteAdds(leftOut);
          return new Outcome(version, waiting, leftOut);
        }
      }
    }
    leftOut.addAll(waiting);
    deleteAdds(leftOut);
    return new Outcome(OptionalLong.empty(), List.of(), leftOut);
  }

  private Map<String, AddFile> active(DeltaLog log) {
    Map<String, AddFile> active = new HashMap<>();
    if (log.snapshot().getVersion() >= 0 && log.snapshot().getMetadata().getId().equals(tableId)) {
      log.snapshot().getAllFiles().forEach(add -> active.put(DataFile.of(add).path(), add));
    }
    return active;
  }

  /** The version, or empty if another writer was faster. */
  private OptionalLong tryOnce(
      OptimisticTransaction transaction, List<Rewrite> rewrites, Map<String, AddFile> active)
      throws IOException {
    try {
      return OptionalLong.of(
          transaction
              .commit(actions(rewrites, active), operation(rewrites), EpochWriter.ENGINE)
              .getVersion());
    } catch (DeltaConcurrentModificationException e) {
      LOG.debug("Lost a race for the next version of {}", table.layout().root(), e);
      return OptionalLong.empty();
    } catch (Throwable failure) {
      OptionalLong version = versionOf(rewrites, transaction.readVersion() + 1, failure);
      if (version.isPresent()) {
        LOG.warn("Compacted {}, although the commit ended with an error", table.layout().root());
        return version;
      }
      throw failure;
    }
  }

  private List<Action> actions(List<Rewrite> rewrites, Map<String, AddFile> active) {
    long now = clock.millis();
    List<Action> actions = new ArrayList<>();
    for (Rewrite rewrite : rewrites) {
      rewrite.adds().forEach(file -> actions.add(file.toRearrangement()));
      rewrite.removes().forEach(file -> actions.add(active.get(file.path()).remove(now, false)));
    }
    return actions;
  }

  private static Operation operation(List<Rewrite> rewrites) {
    List<DataFile> adds = rewrites.stream().flatMap(r -> r.adds().stream()).toList();
    List<DataFile> removes = rewrites.stream().flatMap(r -> r.removes().stream()).toList();
    return new Operation(
        Operation.Name.MANUAL_UPDATE,
        Map.of(),
        Map.of(
            "numAddedFiles", Integer.toString(adds.size()),
            "numAddedBytes", Long.toString(bytes(adds)),
            "numRemovedFiles", Integer.toString(removes.size()),
            "numRemovedBytes", Long.toString(bytes(removes))),
        NAME);
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::size).sum();
  }

  /** The version that added a file of ours, whose names nobody else takes. */
  private OptionalLong versionOf(List<Rewrite> rewrites, long from, Throwable failure) {
    try {
      Iterator<VersionLog> versions = table.log().getChanges(from, false);
      while (versions.hasNext()) {
        VersionLog version = versions.next();
        try (CloseableIterator<Action> actions = version.getActionsIterator()) {
          while (actions.hasNext()) {
            if (actions.next() instanceof AddFile add && isOurs(rewrites, add)) {
              return OptionalLong.of(version.getVersion());
            }
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
    return OptionalLong.empty();
  }

  private static boolean isOurs(List<Rewrite> rewrites, AddFile add) {
    String path = DataFile.of(add).path();
    return rewrites.stream()
        .flatMap(rewrite -> rewrite.adds().stream())
        .anyMatch(file -> file.path().equals(path));
  }

  private void deleteAdds(List<Rewrite> rewrites) throws IOException {
    for (Rewrite rewrite : rewrites) {
      for (DataFile file : rewrite.adds()) {
        table.files().delete(file.path());
      }
    }
  }
}
