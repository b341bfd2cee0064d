package dev.tributary.beam.delta;

import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Writes bounded Beam collections to Delta tables, without Spark. */
public final class DeltaIO {
  private DeltaIO() {}

  /**
   * Applies the changes of one epoch to a table in one commit. The input must be bounded and in the
   * global window, and an epoch goes through one pipeline. Rows go from worker to worker in files,
   * of which only the descriptions are shuffled. An empty input is an epoch like others: the reader
   * judges it.
   *
   * @param epoch from {@link DeltaDestination#beginEpoch}; to be ended, once the pipeline has, by
   *     {@link DeltaDestination#finish}
   * @param reader tells which changes the elements hold
   * @param <T> the elements
   */
  public static <T> ApplyChanges<T> applyChanges(DeltaEpoch epoch, ChangeReader<T> reader) {
    return new ApplyChanges<>(epoch, reader);
  }

  /** See {@link DeltaIO#applyChanges}. Yields one report. */
  public static final class ApplyChanges<T>
      extends PTransform<PCollection<T>, PCollection<EpochReport>> {
    private static final long serialVersionUID = 1;

    private final DeltaEpoch epoch;
    private final ChangeReader<T> reader;

    private ApplyChanges(DeltaEpoch epoch, ChangeReader<T> reader) {
      this.epoch = Objects.requireNonNull(epoch, "epoch");
      this.reader = Objects.requireNonNull(reader, "reader");
    }

    @Override
    public PCollection<EpochReport> expand(PCollection<T> input) {
      Coder<KV<Integer, StagedFile>> coder =
          KvCoder.of(VarIntCoder.of(), SerializableCoder.of(StagedFile.class));
      PCollection<KV<Integer, StagedFile>> staged =
          input
              .apply("StageChanges", ParDo.of(new StageChangesFn<>(epoch, reader)))
              .setCoder(coder);
      // Without it nobody would plan, judge or report an epoch of no elements.
      PCollection<KV<Integer, StagedFile>> nothing =
          input
              .getPipeline()
              .apply("Nothing", Create.of(KV.of(0, StagedFile.NOTHING)).withCoder(coder));
      return PCollectionList.of(staged)
          .and(nothing)
          .apply("Staged", Flatten.pCollections())
          .apply("AllStaged", GroupByKey.create())
          .apply("PlanMerge", ParDo.of(new PlanMergeFn(epoch, reader)))
          .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(MergeTask.class)))
          // Without it all tasks would run in the one bundle that planned them.
          .apply("SpreadTasks", GroupByKey.create())
          .apply("RewriteFiles", ParDo.of(new RewriteFilesFn(epoch)))
          .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(TaskResult.class)))
          .apply("AllRewritten", GroupByKey.create())
          .apply("Commit", ParDo.of(new CommitFn(epoch)))
          .setCoder(SerializableCoder.of(EpochReport.class));
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      builder
          .add(DisplayData.item("table", epoch.target().path()).withLabel("Table"))
          .add(DisplayData.item("mode", epoch.target().mode().toString()).withLabel("Mode"))
          .add(DisplayData.item("epoch", epoch.epoch()).withLabel("Epoch"));
    }
  }
}
