package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Runs epochs of a table as a runner does, but quicker: the same functions, one after the other in
 * this thread, with everything that goes between them copied by its serialization.
 */
final class EpochHarness {
  private final DeltaTarget target;
  private StructType sourceSchema;
  private long position;
  private boolean moved = true;
  private boolean caughtUp = true;
  private EpochStep.Listener listener = EpochStep.Listener.NONE;
  private Function<DeltaTarget, DeltaDestination> opener = DeltaDestination::open;
  private Runnable beforeCommit = () -> {};
  private java.time.Instant readAt = java.time.Instant.now();

  EpochHarness(DeltaTarget target) {
    this.target = target;
    this.sourceSchema = target.schema();
  }

  static DeltaTarget target(
      Path table, StructType schema, List<String> keys, List<String> sequence, WriteMode mode) {
    return new DeltaTarget(
        table.toString(),
        schema.toJson(),
        keys,
        sequence,
        mode,
        Duration.ofDays(2),
        FaultyFileSystem.OPTIONS);
  }

  DeltaTarget target() {
    return target;
  }

  /** What rows the source gives, where they are not those of the target. */
  EpochHarness reading(StructType schema) {
    this.sourceSchema = schema;
    return this;
  }

  /** The source's positions are the same after the next epochs as before. */
  EpochHarness withoutMoving() {
    this.moved = false;
    return this;
  }

  EpochHarness caughtUp(boolean is) {
    this.caughtUp = is;
    return this;
  }

  /** Begins a refresh with the next epoch, or goes on with one that fits. */
  EpochHarness refreshing() {
    this.opener = wanted -> DeltaDestination.openRefresh(wanted, source -> true);
    return this;
  }

  EpochReport finishRefresh() {
    return opener.apply(target).finishRefresh();
  }

  EpochHarness at(long newPosition) {
    this.position = newPosition;
    return this;
  }

  /** When the next epochs' reads begin, in microseconds since 1970. */
  EpochHarness readAt(long micros) {
    this.readAt = java.time.Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return this;
  }

  /** Hears of the steps of the next epochs. */
  EpochHarness hearing(EpochStep.Listener epochListener) {
    this.listener = epochListener;
    return this;
  }

  /** Does something, once, between the next plan and its commit. */
  EpochHarness beforeCommit(Runnable what) {
    this.beforeCommit =
        () -> {
          beforeCommit = () -> {};
          what.run();
        };
    return this;
  }

  /** One epoch, in which all changes are read by one bundle. */
  EpochReport run(List<TestChange> changes) {
    return runBundles(List.of(TestPage.one(changes)));
  }

  /**
   * An epoch that fails at a step of its commit, and the same again: before the commit is durable
   * readers see nothing of it, afterwards its failure is none, and in the end nothing is left over.
   */
  void runFailingOnceAt(EpochStep step, List<TestChange> changes) {
    Path table = Path.of(target.path());
    List<Map<String, Object>> before = rows();
    hearing(
        reached -> {
          if (reached == step) {
            throw new IllegalStateException("out of luck");
          }
        });
    if (step == EpochStep.COMMITTED) {
      assertThat(run(changes).outcome()).isEqualTo(EpochReport.Outcome.COMMITTED);
      assertThat(LeftOvers.ofFailure(table)).isEmpty();
    } else {
      assertThatThrownBy(() -> run(changes)).hasMessage("out of luck");
      // Its files stay until the next run: a worker of its may be about to commit them.
      assertThat(rows()).isEqualTo(before);
    }
    hearing(EpochStep.Listener.NONE).run(changes);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  /** One epoch. */
  EpochReport runBundles(List<List<TestPage>> bundles) {
    return EpochSteps.heardBy(listener, () -> runEpoch(bundles));
  }

  private EpochReport runEpoch(List<List<TestPage>> bundles) {
    DeltaDestination destination = opener.apply(target);
    DeltaEpoch epoch = destination.beginEpoch(sourceSchema.toJson(), readAt);
    try {
      TestPageReader reader = reader(bundles);
      List<MergeTask> tasks = plan(epoch, reader, stage(epoch, reader, bundles));
      List<TaskResult> results = rewrite(epoch, tasks);
      beforeCommit.run();
      io(() -> new CommitFn(epoch).commit(results));
      return destination.finish(epoch);
    } catch (RuntimeException e) {
      try {
        destination.abandon(epoch);
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  TestPageReader reader(List<List<TestPage>> bundles) {
    int pages = bundles.stream().mapToInt(List::size).sum();
    return new TestPageReader(pages, position, moved, caughtUp);
  }

  static List<StagedFile> stage(
      DeltaEpoch epoch, TestPageReader reader, List<List<TestPage>> bundles) {
    List<StagedFile> staged = new ArrayList<>();
    for (List<TestPage> bundle : bundles) {
      var fn = SerializableUtils.clone(new StageChangesFn<>(epoch, reader));
      Output<KV<Integer, StagedFile>> output = new Output<>();
      fn.startBundle();
      io(
          () -> {
            for (TestPage page : bundle) {
              fn.process(page, output);
            }
            fn.finishBundle(
                fn.new FinishBundleContext() {
                  @Override
                  public PipelineOptions getPipelineOptions() {
                    throw new UnsupportedOperationException();
                  }

                  @Override
                  public void output(
                      KV<Integer, StagedFile> file, Instant time, BoundedWindow window) {
                    output.output(file);
                  }

                  @Override
                  public <T> void output(
                      TupleTag<T> tag, T file, Instant time, BoundedWindow window) {
                    throw new UnsupportedOperationException();
                  }
                });
          });
      output.elements.forEach(file -> staged.add(file.getValue()));
    }
    return staged;
  }

  static List<MergeTask> plan(DeltaEpoch epoch, TestPageReader reader, List<StagedFile> staged) {
    Output<KV<Integer, MergeTask>> output = new Output<>();
    io(() -> new PlanMergeFn(epoch, reader).process(KV.of(0, staged), output));
    return output.elements.stream().map(KV::getValue).toList();
  }

  static List<TaskResult> rewrite(DeltaEpoch epoch, List<MergeTask> tasks) {
    Output<KV<Integer, TaskResult>> output = new Output<>();
    var fn = new RewriteFilesFn(epoch);
    tasks.stream()
        .collect(Collectors.groupingBy(MergeTask::group, TreeMap::new, Collectors.toList()))
        .forEach((group, members) -> io(() -> fn.process(KV.of(group, members), output)));
    return output.elements.stream().map(KV::getValue).toList();
  }

  EpochReport commit(DeltaEpoch epoch, List<TaskResult> results) {
    return EpochSteps.heardBy(listener, () -> io(() -> new CommitFn(epoch).commit(results)));
  }

  /** The columns and rows of the table, as text would show them, in the order of their text. */
  List<Map<String, Object>> rows() {
    return TableRows.of(target);
  }

  /** Collects what a function puts out, copied as a runner would. */
  private static final class Output<T extends KV<Integer, ?>> implements DoFn.OutputReceiver<T> {
    final List<T> elements = new ArrayList<>();

    @Override
    @SuppressWarnings("unchecked")
    public void output(T element) {
      var value = (java.io.Serializable) element.getValue();
      elements.add((T) KV.of(element.getKey(), SerializableUtils.clone(value)));
    }

    @Override
    public OutputBuilder<T> builder(T element) {
      throw new UnsupportedOperationException();
    }
  }

  interface Work {
    void run() throws IOException;
  }

  interface Calculation<T> {
    T run() throws IOException;
  }

  static void io(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T io(Calculation<T> calculation) {
    try {
      return calculation.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row by its columns, for comparisons. */
  static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }
}
