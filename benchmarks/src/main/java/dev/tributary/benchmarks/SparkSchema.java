package dev.tributary.benchmarks;

import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.stream.Collectors;

/** Schemas as Spark writes them. */
final class SparkSchema {
  private SparkSchema() {}

  static String ddl(StructType schema) {
    return fields(schema, " ");
  }

  private static String fields(StructType struct, String separator) {
    return struct.fields().stream()
        .map(field -> field.name() + separator + type(field.type()))
        .collect(Collectors.joining(", "));
  }

  private static String type(DataType type) {
    if (type instanceof StructType struct) {
      return "STRUCT<" + fields(struct, ": ") + ">";
    }
    if (type instanceof ArrayType array) {
      return "ARRAY<" + type(array.element()) + ">";
    }
    if (!(type instanceof Primitive primitive)) {
      throw new IllegalArgumentException("No record here has a " + type);
    }
    return switch (primitive) {
      case BOOLEAN -> "BOOLEAN";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "STRING";
      case BINARY -> "BINARY";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
    };
  }
}
