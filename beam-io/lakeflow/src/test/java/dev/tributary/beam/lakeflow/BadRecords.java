package dev.tributary.beam.lakeflow;

import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.values.PCollection;

/** A dead-letter sink that keeps what it gets as texts. */
final class BadRecords extends PTransform<PCollection<BadRecord>, PCollection<Void>> {
  private static final long serialVersionUID = 1;

  private final Collected<BadRecord> collected = new Collected<>();

  @Override
  public PCollection<Void> expand(PCollection<BadRecord> records) {
    return records.apply("Collect", collected.collect());
  }

  List<String> texts() {
    return collected.elements().stream().map(BadRecord::toString).toList();
  }
}
