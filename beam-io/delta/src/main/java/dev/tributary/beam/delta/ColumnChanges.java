package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of the columns and nested fields of a table, by their paths.
 *
 * @param added those that the table gets
 * @param dropped those that go
 * @param changed those that get another type, or another form such as a hash
 */
public record ColumnChanges(List<String> added, List<String> dropped, List<String> changed) {
  /** The table stays as it is, or there is none. */
  public static final ColumnChanges NONE = new ColumnChanges(List.of(), List.of(), List.of());

  public ColumnChanges {
    added = List.copyOf(added);
    dropped = List.copyOf(dropped);
    changed = List.copyOf(changed);
  }

  /** What tells two schemas apart. */
  static ColumnChanges between(StructType before, StructType after) {
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    compare("", before, after, added, changed);
    List<String> dropped = new ArrayList<>();
    compare("", after, before, dropped, new ArrayList<>());
    return new ColumnChanges(added, dropped, changed);
  }

  private static void compare(
      String path, DataType before, DataType after, List<String> added, List<String> changed) {
    if (before instanceof StructType old && after instanceof StructType now) {
      fields(path, old, now, added, changed);
    } else if (before instanceof ArrayType old && after instanceof ArrayType now) {
      compare(path + ".element", old.getElementType(), now.getElementType(), added, changed);
    } else if (before instanceof MapType old && after instanceof MapType now) {
      compare(path + ".key", old.getKeyType(), now.getKeyType(), added, changed);
      compare(path + ".value", old.getValueType(), now.getValueType(), added, changed);
    } else if (!before.equals(after)) {
      changed.add(path);
    }
  }

  private static void fields(
      String path, StructType before, StructType after, List<String> added, List<String> changed) {
    Map<String, StructField> known = new HashMap<>();
    for (StructField field : before.getFields()) {
      known.put(field.getName(), field);
    }
    for (StructField field : after.getFields()) {
      String column = path.isEmpty() ? field.getName() : path + "." + field.getName();
      StructField old = known.get(field.getName());
      if (old == null) {
        added.add(column);
      } else if (!SchemaEvolution.form(old).equals(SchemaEvolution.form(field))) {
        changed.add(column);
      } else {
        compare(column, old.getDataType(), field.getDataType(), added, changed);
      }
    }
  }
}
