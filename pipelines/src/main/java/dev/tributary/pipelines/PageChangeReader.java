package dev.tributary.pipelines;

import dev.tributary.beam.delta.BadRecordException;
import dev.tributary.beam.delta.ChangeReader;
import dev.tributary.beam.delta.ChangeSink;
import dev.tributary.beam.delta.ReadVerdict;
import dev.tributary.beam.delta.RejectedRecord;
import dev.tributary.beam.lakeflow.BadValueException;
import dev.tributary.beam.lakeflow.PageBatch;
import dev.tributary.beam.lakeflow.RecordConverter;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Secrets;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.spec.OnBadRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Reads the changes of a table out of the pages of its source. */
final class PageChangeReader implements ChangeReader<PageBatch> {
  private static final long serialVersionUID = 1;

  private final String table;
  private final ColumnChoice columns;
  private final List<String> keys;
  private final boolean ignoresDeletes;
  private final OnBadRecord onBadRecord;
  private final boolean isSnapshot;
  private final Secrets secrets;
  private final SourceState plan;
  private final SourceState stored;

  private final String runId;
  private final Clock clock;

  private transient RecordConverter converter;
  private transient RowShaper shaper;
  private transient RecordTexts texts;

  /**
   * A reader for one epoch.
   *
   * @param table the table
   * @param plan the plan before the epoch
   * @param stored the state of the last commit
   * @param runId names the run
   * @param clock tells when records were extracted; it must be serializable, as Java's own are
   */
  PageChangeReader(
      TableJob table, SourceState plan, SourceState stored, String runId, Clock clock) {
    this.table = table.name();
    this.columns = table.columns();
    this.keys = table.target().keys();
    this.ignoresDeletes = table.ignoresDeletes();
    this.onBadRecord = table.onBadRecord();
    this.isSnapshot = table.isSnapshot();
    this.secrets = table.secrets();
    this.plan = plan;
    this.stored = stored;
    this.runId = runId;
    this.clock = clock;
  }

  @Override
  public String read(PageBatch batch, ChangeSink sink) {
    if (converter == null) {
      converter = new RecordConverter(columns.loaded(), columns.leftOut());
      shaper = new RowShaper(columns, runId);
      texts = new RecordTexts(columns, keys);
    }
    Instant extractedAt = clock.instant();
    for (SourceRecord record : batch.records()) {
      boolean isDelete = record.kind() == ChangeKind.DELETE;
      if (isDelete && ignoresDeletes) {
        continue;
      }
      try {
        Object[] row = shaper.shape(converter.convert(record), extractedAt);
        if (isDelete) {
          sink.delete(row, record.sizeEstimate());
        } else {
          sink.upsert(row, record.sizeEstimate());
        }
      } catch (BadValueException | BadRecordException e) {
        switch (onBadRecord) {
          case FAIL -> throw bad(record, batch, texts.reason(e));
          case QUARANTINE -> sink.reject(rejected(record, batch, e, extractedAt));
        }
      }
    }
    return Coverage.of(batch, secrets.clean(batch.failure()), converter.takeUnknownFields())
        .toText();
  }

  private RejectedRecord rejected(
      SourceRecord record, PageBatch batch, Exception cause, Instant at) {
    return new RejectedRecord(
        texts.raw(record),
        texts.reason(cause),
        RecordTexts.column(cause),
        table,
        runId,
        batch.from().json(),
        at);
  }

  private BadRecordException bad(SourceRecord record, PageBatch batch, String why) {
    String partition = plan.spans().get(batch.span()).partition();
    return new BadRecordException(
        "Cannot load "
            + texts.name(record)
            + " of table '"
            + table
            + "', read "
            + (batch.from().isInitial()
                ? "from the beginning"
                : "behind the offset " + batch.from())
            + (partition == null ? "" : " of partition '" + partition + "'")
            + ": "
            + why
            + ". Nothing of this epoch was committed. Correct the record at the source and run"
            + " again, or set 'on_bad_record' to 'quarantine' to load the others; if it is right, report the column's type as a bug of the connector.");
  }

  @Override
  public boolean follows(String coverage, PageBatch batch) {
    Coverage before = Coverage.parse(coverage);
    return before.span() == batch.span() && Objects.equals(before.to(), batch.from());
  }

  @Override
  public ReadVerdict judge(List<String> coverages) {
    var judge = new CoverageJudge(plan, stored);
    return isSnapshot ? judge.judgeSnapshot(coverages) : judge.judge(coverages);
  }
}
