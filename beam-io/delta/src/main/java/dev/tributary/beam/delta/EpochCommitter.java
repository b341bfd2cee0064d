package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Format;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import io.delta.standalone.types.StructType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commit of an epoch, so that it happens once whatever dies or races. */
final class EpochCommitter {
  private static final Logger LOG = LoggerFactory.getLogger(EpochCommitter.class);

  /** Races that may be lost to harmless commits before the epoch gives way. */
  private static final int MAX_ROUNDS = 20;

  private final DeltaTable table;
  private final Clock clock;

  EpochCommitter(DeltaTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  CommitOutcome commit(EpochCommit commit, Predicate<DataFile> touches) throws IOException {
    DeltaConcurrentModificationException lost = null;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      try {
        return tryOnce(commit, touches);
      } catch (DeltaConcurrentModificationException e) {
        // The next round looks at what won, as part of the window since the plan.
        LOG.debug("Lost a race for the next version of {}", table.layout().root(), e);
        lost = e;
      }
    }
    return new CommitOutcome.Conflict(
        "other writers were faster " + MAX_ROUNDS + " times, at last: " + lost.getMessage());
  }

  private CommitOutcome tryOnce(EpochCommit commit, Predicate<DataFile> touches)
      throws IOException {
    DeltaLog log = table.log();
    OptimisticTransaction transaction = table.begin(log);
    Optional<CommitOutcome> decided = decided(log, transaction, commit);
    if (decided.isPresent()) {
      return decided.get();
    }
    EpochStep.TRANSACTION_OPENED.reached();
    Optional<String> conflict =
        new ForeignChanges(log, commit.plannedVersion(), commit.removes(), touches)
            .conflict(transaction.readVersion());
    if (conflict.isPresent()) {
      return new CommitOutcome.Conflict(conflict.get());
    }
    EpochStep.WINDOW_CHECKED.reached();
    Map<String, AddFile> active = new HashMap<>();
    log.snapshot().getAllFiles().forEach(add -> active.put(DataFile.of(add).path(), add));
    for (String path : commit.removes()) {
      if (!active.containsKey(path)) {
        return new CommitOutcome.Conflict("the file " + path + " is in the table no longer");
      }
    }
    Optional<String> unusable = unusableAdd(commit, active);
    if (unusable.isPresent()) {
      // A faster run may have committed the epoch since, and cleared our files away.
      DeltaLog now = table.log();
      return decided(now, table.begin(now), commit)
          .orElseThrow(() -> new IOException(unusable.get()));
    }
    EpochStep.FILES_CHECKED.reached();
    if (!commit.removes().isEmpty()
        && "true".equals(transaction.metadata().getConfiguration().get("delta.appendOnly"))) {
      throw new DeltaTableException(
          "Cannot change rows of "
              + table.layout().root()
              + ": it is an append-only table. Unset its property delta.appendOnly, or use the scd"
              + " type APPEND_ONLY.");
    }
    updateMetadata(transaction, commit);
    transaction.readWholeTable();
    return write(transaction, commit, actions(commit, active));
  }

  /** What the log says already about this epoch. Both questions are part of the transaction. */
  private Optional<CommitOutcome> decided(
      DeltaLog log, OptimisticTransaction transaction, EpochCommit commit) throws IOException {
    Attempt attempt = commit.attempt();
    long epoch = transaction.txnVersion(DeltaTable.APPLICATION);
    long number = transaction.txnVersion(DeltaTable.ATTEMPT_APPLICATION);
    if (epoch >= attempt.epoch()) {
      OptionalLong version =
          new AttemptLog(log).versionOf(attempt.number(), commit.plannedVersion() + 1);
      if (version.isEmpty() && epoch == attempt.epoch() && number == attempt.number()) {
        version = OptionalLong.of(transaction.readVersion());
      }
      return Optional.of(
          version.isPresent()
              ? new CommitOutcome.AlreadyCommitted(version.getAsLong())
              : new CommitOutcome.Conflict(
                  "another attempt committed epoch "
                      + attempt.epoch()
                      + ", the table is at epoch "
                      + epoch));
    }
    if (epoch != commit.previousEpoch().orElse(-1)) {
      return Optional.of(
          new CommitOutcome.Conflict(
              "the table is at "
                  + (epoch < 0 ? "no epoch" : "epoch " + epoch)
                  + ", but the plan was made after "
                  + (commit.previousEpoch().isEmpty()
                      ? "no epoch"
                      : "epoch " + commit.previousEpoch().getAsLong())));
    }
    return Optional.empty();
  }

  /** Why the commit cannot be made, or empty if all files that it adds are as it says. */
  private Optional<String> unusableAdd(EpochCommit commit, Map<String, AddFile> active)
      throws IOException {
    for (DataFile add : commit.adds()) {
      String reason = null;
      try {
        long length = table.files().length(add.path());
        if (length != add.size()) {
          reason = "it has " + length + " bytes instead of " + add.size();
        }
      } catch (FileNotFoundException e) {
        reason = "it is not there";
      }
      if (active.containsKey(add.path())) {
        reason = "it is in the table already";
      }
      if (reason != null) {
        return Optional.of(
            "Cannot commit epoch "
                + commit.attempt().epoch()
                + " to "
                + table.layout().root()
                + ": the data file "
                + add.path()
                + " cannot be added, "
                + reason
                + ". Nothing was committed; run again.");
      }
    }
    return Optional.empty();
  }

  private void updateMetadata(OptimisticTransaction transaction, EpochCommit commit)
      throws IOException {
    if (commit.schema().isEmpty()) {
      return;
    }
    StructType wanted = commit.schema().get();
    if (commit.plannedVersion() < 0) {
      transaction.updateMetadata(
          new Metadata(
              table.newId(),
              null,
              null,
              new Format(),
              List.of(),
              commit.properties(),
              Optional.of(clock.millis()),
              SchemaEvolution.create(table.layout().root(), wanted)));
      return;
    }
    Metadata metadata = transaction.metadata();
    StructType merged =
        commit.schemaChange() == EpochCommit.SchemaChange.REPLACE
            ? wanted
            : SchemaEvolution.merge(table.layout().root(), metadata.getSchema(), wanted);
    if (!merged.equals(metadata.getSchema())) {
      transaction.updateMetadata(metadata.copyBuilder().schema(merged).build());
    }
  }

  private List<Action> actions(EpochCommit commit, Map<String, AddFile> active) {
    long now = clock.millis();
    var actions = new ArrayList<Action>();
    commit.adds().forEach(add -> actions.add(add.toAdd()));
    // Without the argument the removal would count as a rearrangement, as the file's action does.
    commit.removes().forEach(path -> actions.add(active.get(path).remove(now, true)));
    // Without the time a table that forgets transactions after a while forgets these at once.
    actions.add(
        new SetTransaction(DeltaTable.APPLICATION, commit.attempt().epoch(), Optional.of(now)));
    actions.add(
        new SetTransaction(
            DeltaTable.ATTEMPT_APPLICATION, commit.attempt().number(), Optional.of(now)));
    return actions;
  }

  private CommitOutcome write(
      OptimisticTransaction transaction, EpochCommit commit, List<Action> actions)
      throws IOException {
    EpochCommit.Label label = commit.label();
    try {
      long version =
          transaction
              .commit(
                  actions,
                  new Operation(label.operation(), Map.of(), label.metrics(), label.note()),
                  label.engine())
              .getVersion();
      EpochStep.COMMITTED.reached();
      return new CommitOutcome.Committed(version);
    } catch (Throwable failure) {
      // Not only exceptions: a class that is missing in the checkpoint writer is an error, and the
      // commit was durable before it.
      Optional<CommitOutcome> ours = ours(transaction.readVersion(), commit, failure);
      if (ours.isPresent()) {
        LOG.warn(
            "Committed epoch {} to {}, although the commit ended with an error",
            commit.attempt().epoch(),
            table.layout().root(),
            failure);
        return ours.get();
      }
      throw failure;
    }
  }

  private Optional<CommitOutcome> ours(long readVersion, EpochCommit commit, Throwable failure) {
    try {
      OptionalLong version =
          new AttemptLog(table.log()).versionOf(commit.attempt().number(), readVersion + 1);
      return version.isPresent()
          ? Optional.of(new CommitOutcome.Committed(version.getAsLong()))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
      return Optional.empty();
    }
  }
}
