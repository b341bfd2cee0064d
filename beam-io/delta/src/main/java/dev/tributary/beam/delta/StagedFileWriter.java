package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes what a {@link ChangeBuffer} holds as staged files. */
final class StagedFileWriter {
  /** Enough to cut a first load into tasks of even size, few enough to travel with each file. */
  private static final int SAMPLES = 64;

  private final TableShape shape;
  private final EpochFiles files;

  StagedFileWriter(TableShape shape, EpochFiles files) {
    this.shape = shape;
    this.files = files;
  }

  /** Empties the buffer. Changes that cannot be written are an error that names the column. */
  StagedFile write(ChangeBuffer buffer, List<String> coverages) throws IOException {
    long upsertsRead = buffer.upserts();
    long deletesRead = buffer.deletes();
    List<Object[]> upserts = new ArrayList<>();
    List<Object[]> deletes = new ArrayList<>();
    List<Object> sample = new ArrayList<>();
    List<Change> changes = buffer.drain();
    int distance = Math.max(1, changes.size() / SAMPLES);
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (change.isDelete()) {
        deletes.add(shape.shorten(change.row()));
      } else {
        upserts.add(change.row());
      }
      if (isKeyed() && i % distance == distance / 2) {
        sample.add(change.row()[shape.keyIndexes(false)[0]]);
      }
    }
    RowWriter upsertWriter = upserts.isEmpty() ? null : writeAll(files.newDataFile(), upserts);
    RowWriter deleteWriter =
        deletes.isEmpty() ? null : writeAll(files.newStagedFile(true), deletes);
    return new StagedFile(
        upsertWriter == null ? null : files.dataFile(upsertWriter),
        range(upserts, false),
        deleteWriter == null ? null : files.stagedPath(deleteWriter),
        range(deletes, true),
        sample,
        upserts.size(),
        upsertsRead,
        deletesRead,
        writeRejected(buffer.drainRejected()),
        buffer.duplicates(),
        coverages,
        leastSequence(changes),
        hasOneChangeAKey(changes));
  }

  private Object leastSequence(List<Change> changes) {
    if (shape.sequence().columns().isEmpty()) {
      return null;
    }
    int leading = shape.sequenceIndexes(false)[0];
    return changes.stream()
        .map(change -> change.row()[leading])
        .min(shape.sequence().leading())
        .orElse(null);
  }

  private boolean hasOneChangeAKey(List<Change> sorted) {
    Comparator<Object[]> byKey = shape.keys().rows(shape.keyIndexes(false));
    for (int i = 1; i < sorted.size(); i++) {
      if (byKey.compare(sorted.get(i - 1).row(), sorted.get(i).row()) == 0) {
        return false;
      }
    }
    return true;
  }

  private RejectedFile writeRejected(List<RejectedRecord> rejected) throws IOException {
    if (rejected.isEmpty()) {
      return null;
    }
    RowWriter writer =
        writeAll(files.newRejectedFile(), rejected.stream().map(RejectedTable::row).toList());
    return new RejectedFile(files.dataFile(writer, Map.of()), rejected.size());
  }

  private static RowWriter writeAll(RowWriter writer, List<Object[]> rows) throws IOException {
    EpochStep.STAGED_FILE_OPENED.reached();
    try (writer) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    } catch (InvalidRowException e) {
      throw new BadRecordException(e.getMessage());
    }
    EpochStep.STAGED_FILE_WRITTEN.reached();
    return writer;
  }

  private LeadingRange range(List<Object[]> sortedRows, boolean shortRows) {
    if (sortedRows.isEmpty() || !isKeyed()) {
      return null;
    }
    int leading = shape.keyIndexes(shortRows)[0];
    return new LeadingRange(
        sortedRows.get(0)[leading], sortedRows.get(sortedRows.size() - 1)[leading]);
  }

  private boolean isKeyed() {
    return !shape.keys().columns().isEmpty();
  }
}
