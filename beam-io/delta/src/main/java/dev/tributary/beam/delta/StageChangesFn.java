package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/** Writes the changes of each bundle to sorted files and hands on their descriptions. */
final class StageChangesFn<T> extends DoFn<T, KV<Integer, StagedFile>> {
  private static final long serialVersionUID = 1;

  /** JSON takes about four times its size as rows, and several bundles run side by side. */
  private static final long BUFFER_BYTES = 24L << 20;

  private final DeltaEpoch epoch;
  private final ChangeReader<T> reader;

  private transient StagedFileWriter writer;
  private transient ChangeBuffer buffer;
  private transient List<String> coverages;

  StageChangesFn(DeltaEpoch epoch, ChangeReader<T> reader) {
    this.epoch = epoch;
    this.reader = reader;
  }

  @StartBundle
  public void startBundle() {
    var shape = new TableShape(epoch.target());
    writer = new StagedFileWriter(shape, new EpochFiles(epoch, shape));
    buffer =
        new ChangeBuffer(
            epoch.target(),
            shape,
            RowMapping.between(epoch.sourceSchema(), shape.schema()),
            epoch.snapshotSequence());
    coverages = new ArrayList<>();
  }

  @ProcessElement
  public void process(@Element T element, OutputReceiver<KV<Integer, StagedFile>> out)
      throws IOException {
    int last = coverages.size() - 1;
    if (last >= 0 && !reader.follows(coverages.get(last), element)) {
      out.output(flush());
    }
    coverages.add(reader.read(element, buffer));
    if (buffer.bytes() >= BUFFER_BYTES) {
      out.output(flush());
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException {
    if (!coverages.isEmpty()) {
      context.output(flush(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
    }
  }

  private KV<Integer, StagedFile> flush() throws IOException {
    StagedFile staged = writer.write(buffer, coverages);
    coverages.clear();
    return KV.of(0, staged);
  }
}
