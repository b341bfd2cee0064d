package dev.tributary.beam.delta;

import dev.tributary.beam.delta.EpochCommit.SchemaChange;
import io.delta.standalone.Operation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commit that puts a refresh in the place of its table: all files that the table has then, also
 * those of other writers, are removed, and those of the refresh added, with its schema and the two
 * {@code txn}s of its last epoch. By these anybody can tell afterwards that it happened.
 */
final class RefreshCommitter {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshCommitter.class);

  /** How often what others commit makes it look at the table anew. */
  private static final int MAX_ROUNDS = 20;

  private final DeltaTable main;
  private final DeltaTable shadow;

  /**
   * @param table the table, by any of its logs
   */
  RefreshCommitter(DeltaTable table) throws IOException {
    this.main = table.by(TableLog.MAIN);
    this.shadow = table.by(TableLog.REFRESH);
  }

  /**
   * Commits a refresh, unless that is done. May be called again whatever happened before.
   *
   * @return a conflict if another run committed epochs to the table meanwhile, so that the refresh
   *     needs an epoch above these, or if other writers were faster over and over
   * @throws DeltaTableException if the table cannot take the commit
   * @throws IOException at trouble; what is in the log is unknown then
   */
  CommitOutcome commit(TableSnapshot refresh) throws IOException {
    EpochState state = new EpochStates(shadow).valid(Optional.of(refresh)).orElseThrow();
    Attempt attempt = state.attempt();
    CommitOutcome outcome = null;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      TableSnapshot table =
          main.snapshot()
              .orElseThrow(
                  () ->
                      new DeltaTableException(
                          "Cannot refresh "
                              + main.layout().root()
                              + ": the table is gone. Run again."));
      if (table.epoch().orElse(-1) >= attempt.epoch()) {
        return passed(table, attempt);
      }
      outcome = main.commit(replacement(table, refresh, attempt), file -> true);
      if (!(outcome instanceof CommitOutcome.Conflict conflict)) {
        return outcome;
      }
      LOG.debug("The refresh of {} is committed anew: {}", main.layout().root(), conflict.reason());
    }
    return outcome;
  }

  private CommitOutcome passed(TableSnapshot table, Attempt attempt) throws IOException {
    OptionalLong version = new AttemptLog(main.log()).versionOf(attempt.number(), 0);
    return version.isPresent()
        ? new CommitOutcome.AlreadyCommitted(version.getAsLong())
        : new CommitOutcome.Conflict(
            "another run has committed epoch " + table.epoch().orElseThrow());
  }

  private static EpochCommit replacement(
      TableSnapshot table, TableSnapshot refresh, Attempt attempt) {
    return new EpochCommit(
        table.version(),
        table.epoch(),
        attempt,
        refresh.files(),
        table.files().stream().map(DataFile::path).collect(Collectors.toUnmodifiableSet()),
        Optional.of(refresh.schema()),
        SchemaChange.REPLACE,
        Map.of(),
        new EpochCommit.Label(
            Operation.Name.REPLACE_TABLE,
            Map.of(
                "numAddedFiles", Integer.toString(refresh.files().size()),
                "numAddedBytes", Long.toString(bytes(refresh.files())),
                "numRemovedFiles", Integer.toString(table.files().size()),
                "numRemovedBytes", Long.toString(bytes(table.files()))),
            EpochWriter.ENGINE));
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::size).sum();
  }
}
