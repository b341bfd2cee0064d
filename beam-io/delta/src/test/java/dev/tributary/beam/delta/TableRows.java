package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.Row;

/**
 * All rows of a table as maps by column, in a fixed order, for comparisons: text as {@code String},
 * all else as rows have it.
 */
final class TableRows {
  private TableRows() {}

  /** As our own reader has them. */
  static List<Map<String, Object>> of(DeltaTarget target) {
    return EpochHarness.io(
        () -> {
          var table =
              DeltaTable.open(HadoopConfigurations.of(target.hadoopOptions()), target.path());
          List<Map<String, Object>> rows = new ArrayList<>();
          if (table.snapshot().isEmpty()) {
            return rows;
          }
          TableSnapshot snapshot = table.snapshot().get();
          for (DataFile file : snapshot.files()) {
            for (Object[] row :
                DataFiles.read(table.layout().resolve(file.path()), snapshot.schema())) {
              rows.add(plain(snapshot.schema(), row));
            }
          }
          return sorted(rows);
        });
  }

  /** As delta-spark reads them. */
  static List<Map<String, Object>> bySpark(DeltaTarget target) {
    StructType schema =
        EpochHarness.io(
            () -> DeltaTable.open(DataFiles.CONF, target.path()).snapshot().orElseThrow().schema());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Row row : SparkRows.session().read().format("delta").load(target.path()).collectAsList()) {
      rows.add(plain(schema, (Object[]) SparkRows.fromSpark(schema, row)));
    }
    return sorted(rows);
  }

  static List<Map<String, Object>> sorted(List<Map<String, Object>> rows) {
    List<Map<String, Object>> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(row -> new java.util.TreeMap<>(row).toString()));
    return sorted;
  }

  static Map<String, Object> plain(StructType schema, Object[] row) {
    Map<String, Object> plain = new HashMap<>();
    StructField[] fields = schema.getFields();
    for (int i = 0; i < fields.length; i++) {
      plain.put(fields[i].getName(), plain(fields[i].getDataType(), row[i]));
    }
    return plain;
  }

  private static Object plain(DataType type, Object value) {
    if (value == null) {
      return null;
    }
    return switch (TypeKind.of(type)) {
      case STRUCT -> plain((StructType) type, (Object[]) value);
      case ARRAY -> {
        List<Object> plain = new ArrayList<>();
        ((List<?>) value).forEach(e -> plain.add(plain(((ArrayType) type).getElementType(), e)));
        yield plain;
      }
      case MAP -> {
        Map<Object, Object> plain = new LinkedHashMap<>();
        ((Map<?, ?>) value)
            .forEach(
                (key, each) ->
                    plain.put(
                        plain(((MapType) type).getKeyType(), key),
                        plain(((MapType) type).getValueType(), each)));
        yield plain;
      }
      case STRING -> value instanceof Binary binary ? binary.toStringUsingUTF8() : value;
      default -> value;
    };
  }
}
