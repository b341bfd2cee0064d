package dev.tributary.beam.delta;

import java.time.Instant;
import java.util.UUID;
import org.apache.beam.sdk.transforms.DoFn;

/** Begins a run when the pipeline does, which may be long after it was made, and more than once. */
final class BeginRunFn extends DoFn<String, RunToken> {
  private static final long serialVersionUID = 1;

  @ProcessElement
  public void process(OutputReceiver<RunToken> out) {
    out.output(new RunToken(UUID.randomUUID().toString(), Instant.now()));
  }
}
