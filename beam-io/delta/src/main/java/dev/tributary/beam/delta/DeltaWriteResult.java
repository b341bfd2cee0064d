package dev.tributary.beam.delta;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/** What a {@link DeltaWrite} gives, in the global window. */
public final class DeltaWriteResult implements POutput {
  private static final TupleTag<DeltaCommit> COMMITS = new TupleTag<>() {};

  private final PCollection<DeltaCommit> commits;
  private final PCollection<BadRecord> rejected;

  DeltaWriteResult(PCollection<DeltaCommit> commits, PCollection<BadRecord> rejected) {
    this.commits = commits;
    this.rejected = rejected;
  }

  /** What became of each table, when it is durable and what was staged is cleared away. */
  public PCollection<DeltaCommit> commits() {
    return commits;
  }

  /**
   * The rows that their table cannot take, and why; empty unless {@link
   * DeltaWrite#withRejectedRows} or {@link DeltaWrite#withErrorHandler} was asked for.
   */
  public PCollection<BadRecord> rejected() {
    return rejected;
  }

  @Override
  public Pipeline getPipeline() {
    return commits.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(COMMITS, commits, BadRecordRouter.BAD_RECORD_TAG, rejected);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
