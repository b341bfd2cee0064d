package dev.tributary.beam.delta;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What marking deleted rows makes of changes of the rows of {@link MergeCases#SCHEMA}, in the order
 * of reading: the greatest upsert of a key, marked if a delete is not older. Shares nothing with
 * what it is held against.
 */
final class MarkModel {
  private final Map<Object, Object[]> rows = new HashMap<>();
  private final Map<Object, Long> deletes = new HashMap<>();

  MarkModel apply(List<TestChange> changes) {
    for (TestChange change : changes) {
      Object key = change.row()[0];
      if (change.isDelete()) {
        deletes.merge(key, sequence(change.row()), Math::max);
      } else if (!rows.containsKey(key) || sequence(rows.get(key)) <= sequence(change.row())) {
        rows.put(key, change.row());
      }
    }
    return this;
  }

  private static long sequence(Object[] row) {
    return (Long) row[2];
  }

  /** The rows; of the mark only whether it is there. */
  List<Map<String, Object>> rows() {
    return TableRows.sorted(rows.values().stream().map(this::row).toList());
  }

  private Map<String, Object> row(Object[] row) {
    Map<String, Object> plain = TableRows.plain(MergeCases.SCHEMA, row);
    plain.put(DeletionMark.COLUMN, deletes.getOrDefault(row[0], Long.MIN_VALUE) >= sequence(row));
    return plain;
  }

  /** The rows of a table in the same form. */
  static List<Map<String, Object>> rowsOf(DeltaTarget target) {
    return TableRows.sorted(
        TableRows.of(target).stream()
            .peek(row -> row.computeIfPresent(DeletionMark.COLUMN, (column, since) -> true))
            .peek(row -> row.putIfAbsent(DeletionMark.COLUMN, false))
            .toList());
  }

  static DeltaTarget target(Path table, DeletedRows deletedRows) {
    return target(table, deletedRows, Duration.ofDays(2));
  }

  static DeltaTarget target(Path table, DeletedRows deletedRows, Duration retention) {
    return new DeltaTarget(
        table.toString(),
        MergeCases.SCHEMA.toJson(),
        List.of("id"),
        List.of("seq"),
        WriteMode.UPSERT,
        TrackedColumns.all(),
        deletedRows,
        retention,
        Set.of(),
        MassDelete.REFUSE,
        FaultyFileSystem.OPTIONS);
  }
}
