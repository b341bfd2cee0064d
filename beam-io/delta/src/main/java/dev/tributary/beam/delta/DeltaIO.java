package dev.tributary.beam.delta;

import dev.tributary.beam.delta.DeltaWriteOptions.Kind;
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
  /** The field by which rows tell deletes, unless another one is named. */
  public static final String CHANGE_KIND = "_change_kind";

  private DeltaIO() {}

  /**
   * Adds rows. With {@link DeltaWrite#withPrimaryKeys} a row is added only if its key is new, and
   * the row that is there stays.
   */
  public static DeltaWrite append() {
    return new DeltaWrite(new DeltaWriteOptions(Kind.APPEND));
  }

  /**
   * Replaces rows by their key (SCD type 1), unless the row that is there has a greater sequence.
   * Deletes remove rows and are remembered for a while. Wants keys and sequence.
   */
  public static DeltaWrite upsert() {
    return new DeltaWrite(new DeltaWriteOptions(Kind.UPSERT));
  }

  /**
   * Keeps all versions of rows (SCD type 2), from {@code __START_AT} to {@code __END_AT}, which is
   * null in the version that is valid now. Late changes come where they belong. Wants keys and
   * sequence.
   */
  public static DeltaWrite history() {
    return new DeltaWrite(new DeltaWriteOptions(Kind.HISTORY));
  }

  /**
   * Makes a table equal to the input: rows whose key is not in it go. Wants keys. An input that
   * lacks more than half of a table's rows, an empty one above all, is refused if they are 100 or
   * more, see {@link DeltaWrite#withMassDeletes}.
   */
  public static DeltaWrite snapshot() {
    return new DeltaWrite(new DeltaWriteOptions(Kind.SNAPSHOT));
  }

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
