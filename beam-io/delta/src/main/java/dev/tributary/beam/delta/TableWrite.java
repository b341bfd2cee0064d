package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.delta.EpochReport.Outcome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what a run staged into its table, in one commit. The run tries again where another writer
 * was faster; each try is an epoch of its own that merges the same files. The number of a try's
 * attempt follows from the run, so that the log tells whether the run has committed already.
 */
final class TableWrite {
  /** Tries of a run at a table. */
  static final int MOST_TRIES = 10;

  /** What is stored where a source's positions would be. */
  static final String STATE = "{\"writer\":\"DeltaIO\"}";

  private static final Logger LOG = LoggerFactory.getLogger(TableWrite.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeltaTarget target;
  private final List<StagedPart> parts;
  private final RunToken run;

  /**
   * @param parts all that was staged for the table, at least one
   */
  TableWrite(DeltaTarget target, Iterable<StagedPart> parts) {
    this.target = target;
    List<StagedPart> all = new ArrayList<>();
    parts.forEach(all::add);
    this.parts = List.copyOf(all);
    this.run = all.get(0).run();
    if (all.stream().anyMatch(part -> !part.run().equals(run))) {
      throw new IllegalStateException(
          "Cannot write to "
              + target.path()
              + ": the runner has begun the run twice, and rows of both are here. Nothing was"
              + " committed; run the pipeline again.");
    }
  }

  /**
   * Looks at a table as it is now.
   *
   * @throws DeltaTableException if it is not a pipeline's to write to; the message says why
   */
  static DeltaDestination open(DeltaTarget target) {
    DeltaDestination destination = look(target);
    if (destination.isRefresh()) {
      throw notOurs(target, "a full refresh of it is under way. Wait until it has ended");
    }
    Optional<JsonNode> state = destination.sourceState();
    if (state.isPresent() && !state.get().equals(state())) {
      throw notOurs(
          target,
          "it is loaded from a source whose positions stand in its state, by 'tributary run', say,"
              + " and rows from elsewhere would be changed or deleted by that. Choose another path");
    }
    destination.requireNoLease();
    return destination;
  }

  private static DeltaDestination look(DeltaTarget target) {
    try {
      return DeltaDestination.open(target);
    } catch (DeltaTableException e) {
      if (!e.getMessage().contains("--full-refresh")) {
        throw e;
      }
      throw new DeltaTableException(
          e.getMessage()
              + " A Beam pipeline has no --full-refresh: let it write to another path, or delete the"
              + " table.",
          e);
    }
  }

  private static JsonNode state() {
    try {
      return JSON.readTree(STATE);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read a constant", e);
    }
  }

  private static DeltaTableException notOurs(DeltaTarget target, String reason) {
    return new DeltaTableException(
        "Cannot write to " + target.path() + " with a Beam pipeline: " + reason + ".");
  }

  List<StagedPart> parts() {
    return parts;
  }

  /** The attempts that own the staged files; more than one where the table moved meanwhile. */
  Set<Attempt> stagings() {
    return parts.stream().map(StagedPart::staging).collect(Collectors.toSet());
  }

  /** What the run did to the table, if it has committed already. */
  Optional<EpochReport> committed() throws IOException {
    long version = parts.stream().mapToLong(StagedPart::tableVersion).min().orElseThrow();
    DeltaTable table =
        DeltaTable.open(HadoopConfigurations.of(target.hadoopOptions()), target.path());
    Map<Long, Long> attempts = new AttemptLog(table.log()).window(version + 1).attempts();
    for (int number = 0; number < MOST_TRIES; number++) {
      Attempt attempt = attempt(0, number);
      Long committed = attempts.get(attempt.number());
      if (committed != null) {
        return Optional.of(report(table, attempt, committed));
      }
    }
    return Optional.empty();
  }

  /** A report that was lost with the worker that made it, out of the epoch's state. */
  private EpochReport report(DeltaTable table, Attempt attempt, long version) throws IOException {
    var states = new EpochStates(table);
    Figures figures = Figures.NONE;
    for (String path : states.paths(epoch -> true)) {
      if (path.endsWith("-" + attempt.id() + ".json")) {
        JsonNode report = StateJson.read(path, table.files().read(path)).report();
        figures = JSON.treeToValue(report, Figures.class);
      }
    }
    boolean hasRows = figures.filesAdded() + figures.filesRemoved() > 0;
    return new EpochReport(
        hasRows ? Outcome.COMMITTED : Outcome.MOVED, version, figures, "{}", null);
  }

  private Attempt attempt(long epoch, int number) {
    return run.attempt(target.path(), epoch, "try " + number);
  }

  /**
   * Begins a try, or tells what the run did before.
   *
   * @param number the try's number, from 0
   */
  Begun begin(int number) throws IOException {
    DeltaDestination destination = open(target);
    // In this order: who commits from now on is behind what was opened, and makes us try again.
    Optional<EpochReport> committed = committed();
    if (committed.isPresent()) {
      return new Begun(committed, null, null);
    }
    DeltaEpoch epoch =
        destination.beginEpoch(
            target.schemaJson(), run.startedAt(), epochNumber -> attempt(epochNumber, number));
    requireSameTime(epoch);
    return new Begun(Optional.empty(), destination, epoch);
  }

  /**
   * A try.
   *
   * @param committed what the run did before; there is no try then
   */
  record Begun(Optional<EpochReport> committed, DeltaDestination destination, DeltaEpoch epoch) {}

  /** The rows of a snapshot say since when they are valid. */
  private void requireSameTime(DeltaEpoch epoch) {
    if (parts.stream().anyMatch(part -> !Objects.equals(part.snapshotAt(), epoch.snapshotAt()))) {
      throw new DeltaTableException(
          "Cannot apply the snapshot to "
              + target.path()
              + ": another one was applied since this one was begun, and it may be the newer of the"
              + " two. Nothing was committed. Run the pipeline again.");
    }
  }

  List<MergeTask> plan(DeltaEpoch epoch) throws IOException {
    List<StagedFile> files =
        parts.stream()
            .filter(part -> !part.isNothing())
            .sorted(Comparator.comparing(StagedPart::path))
            .map(StagedPart::file)
            .toList();
    List<Integer> order = IntStream.range(0, files.size()).boxed().toList();
    return new EpochPlanner(epoch).plan(files, new ReadVerdict(order, STATE, false, true, "{}"));
  }

  /**
   * Commits a first try, whose tasks others have done, or tries again.
   *
   * @param results of the first try, by its epoch; where a runner has planned twice, of several
   * @throws DeltaTableException if other writers were faster each time
   */
  EpochReport commit(Map<DeltaEpoch, List<TaskResult>> results) throws IOException {
    Optional<EpochReport> committed = committed();
    if (committed.isPresent()) {
      return committed.get();
    }
    EpochReport last = null;
    for (Map.Entry<DeltaEpoch, List<TaskResult>> first : results.entrySet()) {
      last = commit(open(target), first.getKey(), first.getValue());
      if (last.outcome() != Outcome.CONFLICT) {
        return last;
      }
    }
    for (int number = 1; number < MOST_TRIES; number++) {
      LOG.info(
          "Trying again to commit to {}: {}",
          target.path(),
          last == null ? "no task was done" : last.reason());
      Begun begun = begin(number);
      if (begun.committed().isPresent()) {
        return begun.committed().get();
      }
      last = tryAlone(begun);
      if (last.outcome() != Outcome.CONFLICT) {
        return last;
      }
    }
    throw new DeltaTableException(
        "Cannot commit to "
            + target.path()
            + ": other writers were faster "
            + MOST_TRIES
            + " times, at last because "
            + last.reason()
            + ". Nothing was committed. Run the pipeline again when they are done.");
  }

  private EpochReport tryAlone(Begun begun) throws IOException {
    DeltaEpoch epoch = begun.epoch();
    try {
      Map<Integer, List<MergeTask>> groups =
          plan(epoch).stream()
              .collect(Collectors.groupingBy(MergeTask::group, TreeMap::new, Collectors.toList()));
      List<TaskResult> results = new ArrayList<>();
      for (List<MergeTask> group : groups.values()) {
        results.addAll(new RewriteFilesFn(epoch).rewrite(group));
      }
      return commit(begun.destination(), epoch, results);
    } catch (FileNotFoundException e) {
      if (!isOvertaken(epoch)) {
        throw e;
      }
      return conflict(
          epoch,
          new EpochReport(Outcome.CONFLICT, -1, Figures.NONE, "{}", "another run has committed"));
    }
  }

  /** Whether another run has committed an epoch, and cleared away what this one reads. */
  static boolean isOvertaken(DeltaEpoch epoch) throws IOException {
    long actual = epoch.open().snapshot().map(snapshot -> snapshot.epoch().orElse(-1)).orElse(-1L);
    return actual != epoch.previousEpoch();
  }

  private static EpochReport commit(
      DeltaDestination destination, DeltaEpoch epoch, List<TaskResult> results) throws IOException {
    EpochReport report = new CommitFn(epoch).report(results);
    if (report.outcome() == Outcome.CONFLICT) {
      return conflict(epoch, report);
    }
    try {
      destination.end(epoch, report);
    } catch (IOException | RuntimeException e) {
      // What is committed is: to fail now would make somebody append it again.
      LOG.warn("Cannot clear away what {} does not need any more", epoch.target().path(), e);
    }
    return report;
  }

  /**
   * Clears away what a try wrote if it never can commit, for another one has its epoch. Otherwise a
   * worker that was given up may be about to, and the clean-up of the next epoch does it.
   */
  private static EpochReport conflict(DeltaEpoch epoch, EpochReport report) throws IOException {
    if (isOvertaken(epoch)) {
      new Attempts(epoch.open()).abandon(epoch.attempt());
    }
    return report;
  }

  /** Clears away what a run staged that has ended; what is left goes at a later clean-up. */
  static void clearAway(DeltaTarget target, Set<Attempt> stagings) {
    try {
      DeltaTable table =
          DeltaTable.open(HadoopConfigurations.of(target.hadoopOptions()), target.path());
      for (Attempt staging : stagings) {
        new Attempts(table).abandon(staging);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot clear away what was staged for {}", target.path(), e);
    }
  }
}
