package dev.tributary.beam.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the tasks of a run's first try at a table. */
final class RewriteTableFn
    extends DoFn<KV<KV<String, Integer>, Iterable<TableTask>>, KV<String, TableResult>> {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RewriteTableFn.class);

  @ProcessElement
  public void process(
      @Element KV<KV<String, Integer>, Iterable<TableTask>> element,
      OutputReceiver<KV<String, TableResult>> out)
      throws IOException {
    // Of one try, unless a runner has planned twice.
    Map<DeltaEpoch, List<MergeTask>> tries = new LinkedHashMap<>();
    for (TableTask task : element.getValue()) {
      tries.computeIfAbsent(task.epoch(), epoch -> new ArrayList<>()).add(task.task());
    }
    for (Map.Entry<DeltaEpoch, List<MergeTask>> tasks : tries.entrySet()) {
      DeltaEpoch epoch = tasks.getKey();
      try {
        for (TaskResult result : new RewriteFilesFn(epoch).rewrite(tasks.getValue())) {
          out.output(KV.of(element.getKey().getKey(), TableResult.of(epoch, result)));
        }
      } catch (FileNotFoundException e) {
        if (!TableWrite.isOvertaken(epoch)) {
          throw e;
        }
        // The commit misses the results, and tries again.
        out.output(KV.of(element.getKey().getKey(), TableResult.of(epoch, null)));
        LOG.debug("Another run was faster at {}", element.getKey().getKey(), e);
      }
    }
  }
}
