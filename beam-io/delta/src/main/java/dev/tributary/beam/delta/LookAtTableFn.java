package dev.tributary.beam.delta;

import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Looks at the one table of a run, which is to be planned and reported also without rows. */
final class LookAtTableFn extends DoFn<RunToken, KV<String, StagedPart>> {
  private static final long serialVersionUID = 1;

  private final DeltaTarget target;

  LookAtTableFn(DeltaTarget target) {
    this.target = target;
  }

  @ProcessElement
  public void process(@Element RunToken run, OutputReceiver<KV<String, StagedPart>> out) {
    out.output(KV.of(target.path(), TableStage.open(target, run, List.of()).nothing()));
  }
}
