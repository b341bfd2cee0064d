package dev.tributary.beam.lakeflow;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads tables of connectors as bounded Beam collections. */
public final class LakeflowIO {
  private LakeflowIO() {}

  /**
   * Reads spans of a table as batches of pages. Every span yields batches that follow one another
   * without a gap, of which exactly one, the last, has an {@link Ending} other than {@link
   * Ending#NONE}; the caller goes on, in a later read, from the offset behind it. A failure of the
   * source is such an ending and fails no pipeline.
   */
  public static ReadPages readPages(ConnectorSource source, List<Span> spans, ReadBudget budget) {
    return new ReadPages(source, spans, budget, BatchTarget.DEFAULT, UUID.randomUUID().toString());
  }

  /** See {@link LakeflowIO#readPages}. */
  public static final class ReadPages extends PTransform<PBegin, PCollection<PageBatch>> {
    private static final long serialVersionUID = 1;

    private final ConnectorSource source;
    private final List<Span> spans;
    private final ReadBudget budget;
    private final BatchTarget target;
    private final String read;

    private ReadPages(
        ConnectorSource source,
        List<Span> spans,
        ReadBudget budget,
        BatchTarget target,
        String read) {
      this.source = Objects.requireNonNull(source, "source");
      this.spans = List.copyOf(spans);
      this.budget = Objects.requireNonNull(budget, "budget");
      this.target = Objects.requireNonNull(target, "target");
      this.read = Objects.requireNonNull(read, "read");
    }

    ReadPages withBatches(BatchTarget size) {
      return new ReadPages(source, spans, budget, size, read);
    }

    /** Names the read, so that {@link ReadProgress#of} tells how far it is. */
    public ReadPages named(String name) {
      return new ReadPages(source, spans, budget, target, name);
    }

    @Override
    public PCollection<PageBatch> expand(PBegin input) {
      return input
          // An impulse and a planning step keep all tasks of SparkRunner busy; Create would not.
          .apply("Impulse", Impulse.create())
          .apply("PlanRead", ParDo.of(new PlanReadFn(spans)))
          .setCoder(SerializableCoder.of(Span.class))
          .apply("ReadPages", ParDo.of(new ReadPagesFn(source, budget, target, read)))
          .setCoder(PageBatchCoder.of());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      builder
          .add(DisplayData.item("connector", source.connector()).withLabel("Connector"))
          .add(DisplayData.item("table", source.table()).withLabel("Table"))
          .add(DisplayData.item("spans", spans.size()).withLabel("Spans"));
    }
  }

  private static final class PlanReadFn extends DoFn<byte[], Span> {
    private static final long serialVersionUID = 1;
    private final List<Span> spans;

    PlanReadFn(List<Span> spans) {
      this.spans = spans;
    }

    @ProcessElement
    public void process(OutputReceiver<Span> out) {
      spans.forEach(out::output);
    }
  }
}
