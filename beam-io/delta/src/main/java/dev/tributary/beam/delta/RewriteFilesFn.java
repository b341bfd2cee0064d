package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    rewrite(element.getValue()).forEach(result -> out.output(KV.of(0, result)));
  }

  /** Does tasks of one group, all that there are. */
  List<TaskResult> rewrite(Iterable<MergeTask> tasks) throws IOException {
    var shape = new TableShape(epoch.target());
    var files = new EpochFiles(epoch, shape);
    var closedFiles = new ClosedFiles(shape, files);
    List<TaskResult> results = new ArrayList<>();
    for (MergeTask task : tasks) {
      EpochStep.TASK_BEGUN.reached();
      results.add(run(task, shape, files, closedFiles));
    }
    int last = results.size() - 1;
    results.set(last, closedFiles.addTo(results.get(last)));
    EpochStep.TASK_DONE.reached();
    return results;
  }

  private TaskResult run(
      MergeTask task, TableShape shape, EpochFiles files, ClosedFiles closedFiles)
      throws IOException {
    if (task.changes().isEmpty() && task.targets().isEmpty()) {
      return new TaskOutput(shape, files).result(task);
    }
    try (var merger = new TaskMerger(task, epoch, shape, files, closedFiles)) {
      return merger.run().result(task);
    }
  }
}
