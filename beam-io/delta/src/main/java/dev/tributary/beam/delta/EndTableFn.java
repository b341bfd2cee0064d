package dev.tributary.beam.delta;

import dev.tributary.beam.delta.EpochReport.Outcome;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Lineage;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Clears away what a run staged, when it is known everywhere what came of it. */
final class EndTableFn extends DoFn<KV<String, TableOutcome>, DeltaCommit> {
  private static final long serialVersionUID = 1;

  private final DeltaTarget target;
  private final Counter inserted = Metrics.counter(DeltaIO.class, "rowsInserted");
  private final Counter updated = Metrics.counter(DeltaIO.class, "rowsUpdated");
  private final Counter deleted = Metrics.counter(DeltaIO.class, "rowsDeleted");
  private final Counter commits = Metrics.counter(DeltaIO.class, "commits");

  EndTableFn(DeltaTarget target) {
    this.target = target;
  }

  @ProcessElement
  public void process(@Element KV<String, TableOutcome> element, OutputReceiver<DeltaCommit> out) {
    String path = element.getKey();
    EpochReport report = element.getValue().report();
    TableWrite.clearAway(target.at(path), Set.copyOf(element.getValue().stagings()));
    if (report.outcome() == Outcome.REFUSED) {
      throw new DeltaTableException(
          report.reason() + " In a Beam pipeline DeltaIO.snapshot().withMassDeletes() does that.");
    }
    DeltaCommit commit = DeltaCommit.of(path, report);
    if (commit.outcome() == DeltaCommit.Outcome.COMMITTED) {
      commits.inc();
    }
    inserted.inc(commit.rowsInserted());
    updated.inc(commit.rowsUpdated());
    deleted.inc(commit.rowsDeleted());
    Lineage.getSinks().add("delta", List.of(path));
    out.output(commit);
  }
}
