package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.Format;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Delta table that stands beside a table and holds the records that it could not take.
 *
 * <p>Its files are written, and named in the state of their epoch, before the epoch is committed;
 * it commits them afterwards, under the same epoch. Whoever comes next to a table repeats that, so
 * that a crash in between loses no record and a repetition doubles none: the epoch stands in this
 * table's own log, under the id of the table that it belongs to, for that one may be made anew and
 * count its epochs from the beginning.
 */
final class RejectedTable {
  private static final Logger LOG = LoggerFactory.getLogger(RejectedTable.class);
  private static final int MAX_ROUNDS = 10;

  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            new StructField("raw", new StringType(), true),
            new StructField("reason", new StringType(), true),
            new StructField("column", new StringType(), true),
            new StructField("source_table", new StringType(), true),
            new StructField("run_id", new StringType(), true),
            new StructField("offset", new StringType(), true),
            new StructField("rejected_at", new TimestampType(), true)
          });

  private final DeltaTable table;
  private final Clock clock;

  /**
   * @param table the table of the rejected records
   */
  RejectedTable(DeltaTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** The last epoch of a table whose rejected records are here; empty if there are none of it. */
  OptionalLong lastEpoch(String ownerId) throws IOException {
    DeltaLog log = table.log();
    long epoch = table.begin(log).txnVersion(application(ownerId));
    return epoch < 0 ? OptionalLong.empty() : OptionalLong.of(epoch);
  }

  private static String application(String ownerId) {
    return DeltaTable.APPLICATION + "/" + ownerId;
  }

  /** The row of a record. */
  static Object[] row(RejectedRecord rejected) {
    return new Object[] {
      rejected.raw(),
      rejected.reason(),
      rejected.column(),
      rejected.sourceTable(),
      rejected.runId(),
      rejected.offset(),
      ChronoUnit.MICROS.between(Instant.EPOCH, rejected.rejectedAt())
    };
  }

  /**
   * Commits what an epoch rejected, unless that is done.
   *
   * @param ownerId the id of the table that could not take the records
   * @param state the state of the epoch, which is committed
   * @throws DeltaTableException if there is a table that is not for rejected records
   */
  void commit(String ownerId, EpochState state) throws IOException {
    if (state.rejected().isEmpty()) {
      return;
    }
    String application = application(ownerId);
    DeltaConcurrentModificationException lost = null;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      try {
        commitOnce(application, state);
        return;
      } catch (DeltaConcurrentModificationException e) {
        LOG.debug("Lost a race for the next version of {}", root(), e);
        lost = e;
      }
    }
    throw new DeltaTableException(
        "Cannot set records aside in "
            + root()
            + ": other writers were faster "
            + MAX_ROUNDS
            + " times. Run again when they are done.",
        lost);
  }

  private void commitOnce(String application, EpochState state) throws IOException {
    DeltaLog log = table.log();
    OptimisticTransaction transaction = table.begin(log);
    long epoch = state.attempt().epoch();
    if (transaction.txnVersion(application) >= epoch) {
      return;
    }
    List<Action> actions = new ArrayList<>();
    for (RejectedFile rejected : state.rejected()) {
      if (isThere(rejected.file())) {
        actions.add(rejected.file().toAdd());
      }
    }
    if (actions.isEmpty()) {
      return;
    }
    long now = clock.millis();
    actions.add(new SetTransaction(application, epoch, Optional.of(now)));
    setSchema(transaction, now);
    EpochStep.REJECTED_BEGUN.reached();
    try {
      transaction.commit(
          actions, new Operation(Operation.Name.WRITE, Map.of(), Map.of()), EpochWriter.ENGINE);
      EpochStep.REJECTED_COMMITTED.reached();
    } catch (DeltaConcurrentModificationException e) {
      throw e;
    } catch (Throwable failure) {
      // The commit may be durable all the same; only the log knows.
      if (table.begin(table.log()).txnVersion(application) < epoch) {
        throw failure;
      }
      LOG.warn("Committed to {}, although the commit ended with an error", root(), failure);
    }
  }

  /** A table of rejected records that its user has deleted does not come back. */
  private boolean isThere(DataFile file) throws IOException {
    try {
      return table.files().length(file.path()) == file.size();
    } catch (FileNotFoundException e) {
      LOG.warn("Rejected records are gone, for their file was deleted: {}/{}", root(), file.path());
      return false;
    }
  }

  private void setSchema(OptimisticTransaction transaction, long now) {
    if (transaction.readVersion() < 0) {
      transaction.updateMetadata(
          new Metadata(
              UUID.randomUUID().toString(),
              null,
              null,
              new Format(),
              List.of(),
              Map.of(),
              Optional.of(now),
              SCHEMA));
      return;
    }
    List<StructField> present = List.of(transaction.metadata().getSchema().getFields());
    for (StructField field : SCHEMA.getFields()) {
      if (present.stream().noneMatch(other -> isSame(field, other))) {
        throw new DeltaTableException(
            "Cannot set records aside in "
                + root()
                + ": it is a table of something else, without a column "
                + field.getName()
                + " of type "
                + TypeKind.name(field.getDataType())
                + ". Move it away.");
      }
    }
  }

  private static boolean isSame(StructField one, StructField other) {
    return one.getName().equals(other.getName()) && one.getDataType().equals(other.getDataType());
  }

  private String root() {
    return table.layout().root();
  }
}
