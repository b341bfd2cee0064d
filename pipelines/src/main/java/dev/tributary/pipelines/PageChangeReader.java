package dev.tributary.pipelines;

import dev.tributary.beam.delta.BadRecordException;
import dev.tributary.beam.delta.ChangeReader;
import dev.tributary.beam.delta.ChangeSink;
import dev.tributary.beam.delta.ReadVerdict;
import dev.tributary.beam.lakeflow.BadValueException;
import dev.tributary.beam.lakeflow.PageBatch;
import dev.tributary.beam.lakeflow.RecordConverter;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;
import java.util.Objects;

/** Reads the changes of a table out of the pages of its source. */
final class PageChangeReader implements ChangeReader<PageBatch> {
  private static final long serialVersionUID = 1;

  private final StructType schema;
  private final List<String> keys;
  private final boolean ignoresDeletes;
  private final SourceState plan;
  private final SourceState stored;

  private transient RecordConverter converter;

  /**
   * A reader for one epoch.
   *
   * @param table the table
   * @param plan the plan before the epoch
   * @param stored the state of the last commit
   */
  PageChangeReader(TableJob table, SourceState plan, SourceState stored) {
    this.schema = table.schema();
    this.keys = table.target().keys();
    this.ignoresDeletes = table.ignoresDeletes();
    this.plan = plan;
    this.stored = stored;
  }

  @Override
  public String read(PageBatch batch, ChangeSink sink) {
    if (converter == null) {
      converter = new RecordConverter(schema);
    }
    for (SourceRecord record : batch.records()) {
      if (record.kind() == ChangeKind.UPSERT) {
        sink.upsert(convert(record, batch), record.sizeEstimate());
      } else if (!ignoresDeletes) {
        sink.delete(convert(record, batch), record.sizeEstimate());
      }
    }
    return Coverage.of(batch, converter.takeUnknownFields()).toText();
  }

  private Object[] convert(SourceRecord record, PageBatch batch) {
    try {
      return converter.convert(record);
    } catch (BadValueException e) {
      throw new BadRecordException(
          "Cannot convert "
              + RecordNames.describe(record, keys)
              + ", read behind the offset "
              + batch.from()
              + ": "
              + e.getMessage());
    }
  }

  @Override
  public boolean follows(String coverage, PageBatch batch) {
    Coverage before = Coverage.parse(coverage);
    return before.span() == batch.span() && Objects.equals(before.to(), batch.from());
  }

  @Override
  public ReadVerdict judge(List<String> coverages) {
    return new CoverageJudge(plan, stored).judge(coverages);
  }
}
