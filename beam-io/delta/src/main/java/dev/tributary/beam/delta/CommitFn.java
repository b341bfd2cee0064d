package dev.tributary.beam.delta;

import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.delta.EpochReport.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Commits what all tasks of one plan made, or nothing. */
final class CommitFn extends DoFn<KV<Integer, Iterable<TaskResult>>, EpochReport> {
  private static final long serialVersionUID = 1;

  private final DeltaEpoch epoch;

  CommitFn(DeltaEpoch epoch) {
    this.epoch = epoch;
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, Iterable<TaskResult>> element, OutputReceiver<EpochReport> out)
      throws IOException {
    out.output(commit(element.getValue()));
  }

  /** Commits and leaves the report for the driver. */
  EpochReport commit(Iterable<TaskResult> results) throws IOException {
    EpochReport report = report(results);
    new EpochReports(epoch).write(report);
    EpochStep.REPORT_WRITTEN.reached();
    return report;
  }

  /** Commits, and tells what came of it. */
  EpochReport report(Iterable<TaskResult> results) throws IOException {
    List<TaskResult> complete = completePlan(results);
    if (complete.isEmpty()) {
      // A runner that lost a worker may have planned twice and kept a part of each.
      return new EpochReport(
          Outcome.CONFLICT, -1, Figures.NONE, "{}", "no plan's tasks were all done");
    }
    PlanHeader header = complete.get(0).header();
    Figures figures = figures(header, complete);
    Optional<String> refusal =
        new SnapshotGuard(epoch.target()).refusal(header.verdict(), complete);
    if (refusal.isPresent()) {
      return new EpochReport(
          Outcome.REFUSED,
          header.plannedVersion(),
          figures.readOnly(),
          header.verdict().report(),
          refusal.get());
    }
    boolean hasRows = figures.filesAdded() + figures.filesRemoved() > 0;
    boolean remembers =
        complete.stream()
            .anyMatch(result -> !result.tombstones().isEmpty() || !result.hidden().isEmpty());
    String sourceReport = header.verdict().report();
    var writer = new EpochWriter(epoch);
    if (!hasRows && !remembers && !header.verdict().moved() && !writer.mustCommit(header)) {
      return new EpochReport(
          Outcome.UNCHANGED, header.plannedVersion(), figures, sourceReport, null);
    }
    CommitOutcome outcome = writer.commit(header, complete, figures);
    if (outcome instanceof CommitOutcome.Conflict conflict) {
      return new EpochReport(
          Outcome.CONFLICT, header.plannedVersion(), Figures.NONE, sourceReport, conflict.reason());
    }
    return new EpochReport(
        hasRows ? Outcome.COMMITTED : Outcome.MOVED,
        outcome.version(),
        figures,
        sourceReport,
        null);
  }

  /** The results of a plan all of whose tasks are there, in order; empty if there is none. */
  private static List<TaskResult> completePlan(Iterable<TaskResult> results) {
    Map<String, Map<Integer, TaskResult>> plans = new HashMap<>();
    for (TaskResult result : results) {
      plans
          .computeIfAbsent(result.plan(), plan -> new TreeMap<>())
          .putIfAbsent(result.number(), result);
    }
    return plans.values().stream()
        .map(plan -> List.copyOf(plan.values()))
        .filter(plan -> plan.size() == plan.get(0).tasks())
        .min(Comparator.comparing(plan -> plan.get(0).plan()))
        .orElse(List.of());
  }

  private static Figures figures(PlanHeader header, List<TaskResult> results) {
    List<DataFile> adds = new ArrayList<>(header.adopted());
    List<DataFile> removes = new ArrayList<>();
    long inserted = header.adoptedRows();
    long updated = 0;
    long deleted = 0;
    long duplicates = header.duplicates();
    for (TaskResult result : results) {
      adds.addAll(result.adds());
      removes.addAll(result.removes());
      inserted += result.inserted();
      updated += result.updated();
      deleted += result.deleted();
      duplicates += result.duplicates();
    }
    return new Figures(
        header.upsertsRead(),
        header.deletesRead(),
        inserted,
        updated,
        deleted,
        duplicates,
        adds.size(),
        removes.size(),
        adds.stream().mapToLong(DataFile::size).sum(),
        removes.stream().mapToLong(DataFile::size).sum(),
        header.rejected().stream().mapToLong(RejectedFile::rows).sum());
  }
}
