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

  private final String table;
  private final StructType schema;
  private final List<String> keys;
  private final boolean ignoresDeletes;
  private final Secrets secrets;
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
    this.table = table.name();
    this.schema = table.schema();
    this.keys = table.target().keys();
    this.ignoresDeletes = table.ignoresDeletes();
    this.secrets = table.secrets();
    this.plan = plan;
    this.stored = stored;
  }

  @Override
  public String read(PageBatch batch, ChangeSink sink) {
    if (converter == null) {
      converter = new RecordConverter(schema);
    }
    for (SourceRecord record : batch.records()) {
      boolean isDelete = record.kind() == ChangeKind.DELETE;
      if (isDelete && ignoresDeletes) {
        continue;
      }
      try {
        Object[] row = converter.convert(record);
        if (isDelete) {
          sink.delete(row, record.sizeEstimate());
        } else {
          sink.upsert(row, record.sizeEstimate());
        }
      } catch (BadValueException | BadRecordException e) {
        throw bad(record, batch, e.getMessage());
      }
    }
    return Coverage.of(batch, secrets.clean(batch.failure()), converter.takeUnknownFields())
        .toText();
  }

  private BadRecordException bad(SourceRecord record, PageBatch batch, String why) {
    String partition = plan.spans().get(batch.span()).partition();
    return new BadRecordException(
        "Cannot load "
            + RecordNames.describe(record, keys)
            + " of table '"
            + table
            + "', read behind the offset "
            + batch.from()
            + (partition == null ? "" : " of partition '" + partition + "'")
            + ": "
            + why
            + ". Nothing of this epoch was committed. Correct the record at the source and run"
            + " again; if it is right, report the column's type as a bug of the connector.");
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
