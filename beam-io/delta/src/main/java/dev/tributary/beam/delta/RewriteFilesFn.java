package dev.tributary.beam.delta;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Does the tasks of a plan. */
final class RewriteFilesFn extends DoFn<KV<Integer, Iterable<MergeTask>>, KV<Integer, TaskResult>> {
  private static final long serialVersionUID = 1;

  private final DeltaEpoch epoch;

  RewriteFilesFn(DeltaEpoch epoch) {
    this.epoch = epoch;
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, Iterable<MergeTask>> element,
      OutputReceiver<KV<Integer, TaskResult>> out)
      throws IOException {
    var shape = new TableShape(epoch.target());
    var files = new EpochFiles(epoch, shape);
    for (MergeTask task : element.getValue()) {
      out.output(KV.of(0, run(task, shape, files)));
    }
  }

  private TaskResult run(MergeTask task, TableShape shape, EpochFiles files) throws IOException {
    if (task.changes().isEmpty() && task.targets().isEmpty()) {
      return new TaskOutput(shape, files).result(task);
    }
    try (var merger = new TaskMerger(task, epoch.target().mode(), shape, files)) {
      return merger.run().result(task);
    }
  }
}
