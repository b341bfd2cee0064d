package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What SCD type 1 makes of changes: rules 1 and 2 of the merge semantics, word by word, one change
 * after the other in the order of reading. Shares nothing with what it is held against.
 */
final class ScdType1Model {
  private final StructType schema;
  private final List<String> keys;
  private final List<String> sequence;
  private final Map<List<Object>, Object[]> rows = new HashMap<>();
  private final Map<List<Object>, List<Object>> tombstones = new HashMap<>();

  ScdType1Model(StructType schema, List<String> keys, List<String> sequence) {
    this.schema = schema;
    this.keys = keys;
    this.sequence = sequence;
  }

  ScdType1Model apply(List<TestChange> changes) {
    changes.forEach(this::apply);
    return this;
  }

  private void apply(TestChange change) {
    List<Object> key = values(change.row(), keys);
    List<Object> at = values(change.row(), sequence);
    Object[] stored = rows.get(key);
    if (stored != null && compare(at, values(stored, sequence)) < 0) {
      return;
    }
    List<Object> tombstone = tombstones.get(key);
    if (change.isDelete()) {
      rows.remove(key);
      if (tombstone == null || compare(at, tombstone) > 0) {
        tombstones.put(key, at);
      }
    } else if (tombstone == null || compare(at, tombstone) > 0) {
      rows.put(key, change.row());
      tombstones.remove(key);
    }
  }

  List<Map<String, Object>> rows() {
    List<Map<String, Object>> plain = new ArrayList<>();
    rows.values().forEach(row -> plain.add(TableRows.plain(schema, row)));
    return TableRows.sorted(plain);
  }

  private List<Object> values(Object[] row, List<String> columns) {
    List<String> names = List.of(schema.getFieldNames());
    return columns.stream().map(column -> row[names.indexOf(column)]).toList();
  }

  static int compare(List<Object> left, List<Object> right) {
    int order = 0;
    for (int i = 0; order == 0 && i < left.size(); i++) {
      order = compare(left.get(i), right.get(i));
    }
    return order;
  }

  private static int compare(Object left, Object right) {
    if (left instanceof Long number) {
      return number.compareTo((Long) right);
    }
    if (left instanceof Integer number) {
      return number.compareTo((Integer) right);
    }
    if (left instanceof BigDecimal number) {
      return number.compareTo((BigDecimal) right);
    }
    return Arrays.compareUnsigned(
        ((String) left).getBytes(StandardCharsets.UTF_8),
        ((String) right).getBytes(StandardCharsets.UTF_8));
  }
}
