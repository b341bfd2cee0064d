package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.beam.delta.EpochReport.Figures;
import io.delta.standalone.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Writes the state of an epoch and commits it with the data. */
final class EpochWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String ENGINE =
      "Tributary/"
          + Optional.ofNullable(EpochWriter.class.getPackage().getImplementationVersion())
              .orElse("development");

  private final DeltaEpoch epoch;
  private final DeltaTable table;

  EpochWriter(DeltaEpoch epoch) {
    this.epoch = epoch;
    this.table = epoch.open();
  }

  /**
   * Whether the epoch counts although it changed nothing: a refresh takes the place of the table by
   * an epoch of its own, above the table's.
   */
  boolean mustCommit(PlanHeader header) throws IOException {
    if (epoch.log() == TableLog.MAIN || !header.verdict().caughtUp()) {
      return false;
    }
    Optional<TableSnapshot> main = table.by(TableLog.MAIN).snapshot();
    return main.isPresent() && epoch.previousEpoch() <= main.get().epoch().orElse(-1);
  }

  CommitOutcome commit(PlanHeader header, List<TaskResult> results, Figures figures)
      throws IOException {
    EpochStep.COMMIT_BEGUN.reached();
    var states = new EpochStates(table);
    Optional<TableSnapshot> snapshot = table.snapshot();
    Optional<EpochState> previous = states.valid(snapshot);
    long actual = previous.map(state -> state.attempt().epoch()).orElse(-1L);
    if (actual != epoch.previousEpoch() && actual != epoch.epoch()) {
      return new CommitOutcome.Conflict("another run has committed epoch " + actual);
    }
    // A runner does a bundle again whose worker died, maybe after it had written the state.
    if (actual == epoch.previousEpoch()
        && !states.write(state(header, results, previous, figures))) {
      return new CommitOutcome.Conflict("a worker that died has left another state of the attempt");
    }
    return table.commit(epochCommit(header, results), touches(header));
  }

  private EpochState state(
      PlanHeader header, List<TaskResult> results, Optional<EpochState> previous, Figures figures)
      throws IOException {
    Instant expiry = Instant.now().minus(epoch.target().tombstoneRetention());
    // An older upsert may be anywhere in what was not read yet, however long that takes.
    boolean caughtUp = header.verdict().caughtUp();
    Predicate<KeyFile> isExpired = file -> caughtUp && !file.committedAt().isAfter(expiry);
    List<KeyFile> tombstones = List.of();
    List<KeyFile> hidden = List.of();
    if (epoch.target().mode().isKeyed()) {
      tombstones =
          KeyFiles.tombstones(epoch)
              .next(
                  previous.map(EpochState::tombstones).orElse(List.of()),
                  results.stream().flatMap(result -> result.tombstones().stream()).toList(),
                  isExpired);
    }
    if (epoch.target().mode() == WriteMode.HISTORY) {
      hidden =
          KeyFiles.hiddenMembers(epoch)
              .next(
                  previous.map(EpochState::hidden).orElse(List.of()),
                  results.stream().flatMap(result -> result.hidden().stream()).toList(),
                  isExpired);
    }
    JsonNode sourceState = JSON.readTree(header.verdict().sourceState());
    return new EpochState(
        epoch.attempt(),
        epoch.previous(),
        epoch.target().settings(),
        sourceState,
        tombstones,
        hidden,
        Optional.ofNullable(epoch.snapshotAt()),
        header.rejected(),
        JSON.valueToTree(figures));
  }

  private EpochCommit epochCommit(PlanHeader header, List<TaskResult> results) {
    List<DataFile> adds = new ArrayList<>(header.adopted());
    Set<String> removes = new HashSet<>();
    long inserted = header.adoptedRows();
    long updated = 0;
    long deleted = 0;
    for (TaskResult result : results) {
      adds.addAll(result.adds());
      result.removes().forEach(file -> removes.add(file.path()));
      inserted += result.inserted();
      updated += result.updated();
      deleted += result.deleted();
    }
    Operation.Name operation =
        epoch.target().mode().isKeyed() ? Operation.Name.MERGE : Operation.Name.WRITE;
    Map<String, String> metrics =
        Map.of(
            "numTargetRowsInserted", Long.toString(inserted),
            "numTargetRowsUpdated", Long.toString(updated),
            "numTargetRowsDeleted", Long.toString(deleted),
            "numTargetFilesAdded", Integer.toString(adds.size()),
            "numTargetFilesRemoved", Integer.toString(removes.size()));
    return new EpochCommit(
        header.plannedVersion(),
        epoch.previous(),
        epoch.attempt(),
        adds,
        removes,
        Optional.of(epoch.target().schema()),
        Map.of(),
        new EpochCommit.Label(
            operation,
            metrics,
            ENGINE,
            results.get(0).isState() ? Optional.of("STATE") : Optional.empty()));
  }

  /** Whether a file that another writer added or removed may hold keys of this epoch. */
  private Predicate<DataFile> touches(PlanHeader header) {
    if (!epoch.target().mode().isKeyed()) {
      return file -> false;
    }
    if (epoch.target().mode().isSnapshot()) {
      return file -> true;
    }
    var shape = new TableShape(epoch.target());
    return file -> {
      LeadingRange keys = LeadingKeys.of(file, shape);
      return header.touched().stream()
          .anyMatch(range -> range.overlaps(keys, shape.keys().leading()));
    };
  }
}
