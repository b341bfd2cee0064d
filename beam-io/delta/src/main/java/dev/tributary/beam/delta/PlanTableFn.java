package dev.tributary.beam.delta;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Begins a run's first try at a table. */
final class PlanTableFn
    extends DoFn<KV<String, Iterable<StagedPart>>, KV<KV<String, Integer>, TableTask>> {
  static final TupleTag<KV<KV<String, Integer>, TableTask>> TASKS = new TupleTag<>() {};

  /** What was staged, for the commit. */
  static final TupleTag<KV<String, TableResult>> PARTS = new TupleTag<>() {};

  private static final long serialVersionUID = 1;

  private final DeltaTarget target;

  PlanTableFn(DeltaTarget target) {
    this.target = target;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<StagedPart>> element, MultiOutputReceiver out)
      throws IOException {
    String path = element.getKey();
    var write = new TableWrite(target.at(path), element.getValue());
    write.parts().forEach(part -> out.get(PARTS).output(KV.of(path, TableResult.of(part))));
    TableWrite.Begun begun = write.begin(0);
    if (begun.committed().isEmpty()) {
      for (MergeTask task : write.plan(begun.epoch())) {
        out.get(TASKS).output(KV.of(KV.of(path, task.group()), new TableTask(begun.epoch(), task)));
      }
    }
  }
}
