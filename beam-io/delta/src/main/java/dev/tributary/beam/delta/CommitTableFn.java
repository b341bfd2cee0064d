package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Commits what a run made of a table. */
final class CommitTableFn
    extends DoFn<KV<String, Iterable<TableResult>>, KV<String, TableOutcome>> {
  private static final long serialVersionUID = 1;

  private final DeltaTarget target;

  CommitTableFn(DeltaTarget target) {
    this.target = target;
  }

  @ProcessElement
  public void process(
      @Element KV<String, Iterable<TableResult>> element,
      OutputReceiver<KV<String, TableOutcome>> out)
      throws IOException {
    List<StagedPart> parts = new ArrayList<>();
    Map<DeltaEpoch, List<TaskResult>> results = new LinkedHashMap<>();
    for (TableResult result : element.getValue()) {
      if (result.part() != null) {
        parts.add(result.part());
      } else {
        List<TaskResult> ofTry =
            results.computeIfAbsent(result.epoch(), epoch -> new ArrayList<>());
        if (result.result() != null) {
          ofTry.add(result.result());
        }
      }
    }
    var write = new TableWrite(target.at(element.getKey()), parts);
    EpochReport report = write.commit(results);
    out.output(KV.of(element.getKey(), new TableOutcome(report, List.copyOf(write.stagings()))));
  }
}
