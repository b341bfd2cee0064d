package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Judges what was read, and cuts the merge into tasks. */
final class PlanMergeFn extends DoFn<KV<Integer, Iterable<StagedFile>>, KV<Integer, MergeTask>> {
  private static final long serialVersionUID = 1;

  private final DeltaEpoch epoch;
  private final ChangeReader<?> reader;

  PlanMergeFn(DeltaEpoch epoch, ChangeReader<?> reader) {
    this.epoch = epoch;
    this.reader = reader;
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, Iterable<StagedFile>> element,
      OutputReceiver<KV<Integer, MergeTask>> out)
      throws IOException {
    List<StagedFile> files = new ArrayList<>();
    element.getValue().forEach(files::add);
    ReadVerdict verdict = judge(files);
    EpochStep.READ_JUDGED.reached();
    for (MergeTask task : new EpochPlanner(epoch).plan(files, verdict)) {
      out.output(KV.of(task.group(), task));
    }
  }

  private ReadVerdict judge(List<StagedFile> files) {
    return reader.judge(files.stream().flatMap(file -> file.coverages().stream()).toList());
  }
}
