package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What SCD type 2 makes of changes: rules 1, 3 and 4 of the merge semantics, from all changes ever
 * read. Each upsert is a version that ends at the key's next change; then versions that touch and
 * agree in the tracked columns are joined, two at a time, until none do. Shares nothing with what
 * it is held against.
 */
final class ScdType2Model {
  private final List<String> columns;
  private final StructType schema;
  private final List<String> keys;
  private final List<String> sequence;
  private final List<String> tracked;
  private final Map<List<Object>, List<Known>> changes = new HashMap<>();

  private record Known(List<Object> at, Object[] row, boolean isDelete) {}

  private record Version(Object[] row, List<Object> start, List<Object> end) {}

  ScdType2Model(StructType schema, List<String> keys, List<String> sequence, List<String> tracked) {
    this.schema = schema;
    this.columns = List.of(schema.getFieldNames());
    this.keys = keys;
    this.sequence = sequence;
    this.tracked = tracked;
  }

  ScdType2Model apply(List<TestChange> read) {
    read.forEach(this::apply);
    return this;
  }

  private void apply(TestChange change) {
    List<Known> ofKey =
        changes.computeIfAbsent(values(change.row(), keys), key -> new ArrayList<>());
    List<Object> at = values(change.row(), sequence);
    boolean isDeleted = ofKey.stream().anyMatch(known -> known.at().equals(at) && known.isDelete());
    if (isDeleted) {
      return;
    }
    ofKey.removeIf(known -> known.at().equals(at));
    ofKey.add(new Known(at, change.row(), change.isDelete()));
  }

  List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Known> ofKey : changes.values()) {
      for (Version version : versions(ofKey)) {
        Map<String, Object> row = TableRows.plain(schema, version.row());
        row.put("__START_AT", bound(version.start()));
        row.put("__END_AT", bound(version.end()));
        rows.add(row);
      }
    }
    return TableRows.sorted(rows);
  }

  private List<Version> versions(List<Known> ofKey) {
    List<Known> sorted = new ArrayList<>(ofKey);
    sorted.sort((left, right) -> ScdType1Model.compare(left.at(), right.at()));
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Known known = sorted.get(i);
      if (!known.isDelete()) {
        List<Object> end = i + 1 < sorted.size() ? sorted.get(i + 1).at() : null;
        versions.add(new Version(known.row(), known.at(), end));
      }
    }
    for (int i = 0; i + 1 < versions.size(); ) {
      Version one = versions.get(i);
      Version next = versions.get(i + 1);
      if (next.start().equals(one.end()) && isEqual(one.row(), next.row())) {
        versions.set(i, new Version(next.row(), one.start(), next.end()));
        versions.remove(i + 1);
        i = 0;
      } else {
        i++;
      }
    }
    return versions;
  }

  private boolean isEqual(Object[] one, Object[] other) {
    return Objects.equals(values(one, tracked), values(other, tracked));
  }

  private List<Object> values(Object[] row, List<String> names) {
    List<Object> values = new ArrayList<>();
    names.forEach(name -> values.add(row[columns.indexOf(name)]));
    return values;
  }

  /** As {@link TableRows} shows the value of a bound. */
  private Object bound(List<Object> at) {
    if (at == null || sequence.size() == 1) {
      return at == null ? null : at.get(0);
    }
    Map<String, Object> struct = new HashMap<>();
    for (int i = 0; i < sequence.size(); i++) {
      struct.put(sequence.get(i), at.get(i));
    }
    return struct;
  }
}
