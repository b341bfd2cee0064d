package dev.tributary.beam.delta;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.math.BigDecimal;
import java.util.Base64;
import org.apache.parquet.io.api.Binary;

/** Finds the leading keys that a file may hold. */
final class LeadingKeys {
  private LeadingKeys() {}

  /** From the statistics of a file of the table; all keys where these do not tell. */
  static LeadingRange of(DataFile file, TableShape shape) {
    if (file.stats() == null) {
      return LeadingRange.ALL;
    }
    StructField key = shape.leadingKey();
    FileStatistics statistics =
        FileStatistics.parse(file.stats(), new StructType(new StructField[] {key}));
    return new LeadingRange(
        statistics.min(key.getName()),
        mayBeNaN(key.getDataType()) ? null : statistics.max(key.getName()));
  }

  /** NaN is in no statistics and, for us, above all numbers. */
  private static boolean mayBeNaN(DataType type) {
    return switch (TypeKind.of(type)) {
      case FLOAT, DOUBLE -> true;
      default -> false;
    };
  }

  /** Of a file of keys, as {@link #toText} wrote them. */
  static LeadingRange of(KeyFile file, TableShape shape) {
    DataType type = shape.leadingKey().getDataType();
    return new LeadingRange(parse(type, file.minKey()), parse(type, file.maxKey()));
  }

  /** A key as a text from which {@link #of(KeyFile, TableShape)} makes it again. */
  static String toText(Object key) {
    return key instanceof Binary binary
        ? Base64.getEncoder().encodeToString(binary.getBytes())
        : key.toString();
  }

  private static Object parse(DataType type, String text) {
    return switch (TypeKind.of(type)) {
      case BOOLEAN -> Boolean.valueOf(text);
      case BYTE, SHORT, INTEGER, DATE -> Integer.valueOf(text);
      case LONG, TIMESTAMP -> Long.valueOf(text);
      case FLOAT -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case STRING, BINARY -> Binary.fromConstantByteArray(Base64.getDecoder().decode(text));
      case STRUCT, ARRAY, MAP ->
          throw new IllegalArgumentException("Invalid key type: " + type.getSimpleString());
    };
  }
}
