package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What SCD type 2 makes of snapshots: rules 3, 4 and 6 of the merge semantics, from all snapshots
 * ever taken. Of each key the snapshots that name it in a row, with equal tracked columns, are a
 * version: from the first of them until the next snapshot, with the values of the last. Shares
 * nothing with what it is held against.
 */
final class SnapshotHistoryModel {
  private final List<String> columns;
  private final StructType schema;
  private final List<String> keys;
  private final List<String> tracked;
  private final List<Snapshot> snapshots = new ArrayList<>();

  private record Snapshot(long at, Map<List<Object>, Object[]> rows) {}

  SnapshotHistoryModel(StructType schema, List<String> keys, List<String> tracked) {
    this.columns = List.of(schema.getFieldNames());
    this.schema = schema;
    this.keys = keys;
    this.tracked = tracked;
  }

  /**
   * Adds a snapshot.
   *
   * @param clock what the clock showed
   * @return whether it differs from the one before
   */
  boolean apply(long clock, List<TestChange> read) {
    Map<List<Object>, Object[]> rows = new HashMap<>();
    read.forEach(change -> rows.put(values(change.row(), keys), change.row()));
    if (plain(rows.values()).equals(plain(last().rows().values()))) {
      return false;
    }
    snapshots.add(new Snapshot(Math.max(clock, last().at() + 1), rows));
    return true;
  }

  private Snapshot last() {
    return snapshots.isEmpty()
        ? new Snapshot(Long.MIN_VALUE, Map.of())
        : snapshots.get(snapshots.size() - 1);
  }

  private List<Map<String, Object>> plain(Collection<Object[]> rows) {
    return TableRows.sorted(rows.stream().map(row -> TableRows.plain(schema, row)).toList());
  }

  List<Map<String, Object>> rows() {
    Set<List<Object>> all = new LinkedHashSet<>();
    snapshots.forEach(snapshot -> all.addAll(snapshot.rows().keySet()));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Object> key : all) {
      for (int from = 0; from < snapshots.size(); from++) {
        Object[] first = snapshots.get(from).rows().get(key);
        if (first != null) {
          int until = from + 1;
          while (until < snapshots.size() && isSame(first, snapshots.get(until).rows().get(key))) {
            until++;
          }
          rows.add(version(key, from, until));
          from = until - 1;
        }
      }
    }
    return TableRows.sorted(rows);
  }

  private Map<String, Object> version(List<Object> key, int from, int until) {
    Object[] last = snapshots.get(until - 1).rows().get(key);
    Map<String, Object> row = TableRows.plain(schema, last);
    row.put("__START_AT", snapshots.get(from).at());
    row.put("__END_AT", until < snapshots.size() ? snapshots.get(until).at() : null);
    return row;
  }

  private boolean isSame(Object[] one, Object[] other) {
    return other != null && Objects.equals(values(one, tracked), values(other, tracked));
  }

  private List<Object> values(Object[] row, List<String> names) {
    List<Object> values = new ArrayList<>();
    names.forEach(name -> values.add(row[columns.indexOf(name)]));
    return values;
  }
}
