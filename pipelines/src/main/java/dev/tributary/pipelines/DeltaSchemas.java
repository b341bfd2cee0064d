package dev.tributary.pipelines;

import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import io.delta.standalone.types.BinaryType;
import io.delta.standalone.types.BooleanType;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.TimestampType;

/** Turns the schema of a connector's table into that of a Delta table. */
final class DeltaSchemas {
  private DeltaSchemas() {}

  /**
   * The columns of a table, all of them nullable: what an API always sends today it may leave out
   * tomorrow, and Delta cannot take a NOT NULL back.
   */
  static io.delta.standalone.types.StructType of(StructType schema) {
    return new io.delta.standalone.types.StructType(
        schema.fields().stream().map(DeltaSchemas::field).toArray(StructField[]::new));
  }

  private static StructField field(Field field) {
    return new StructField(field.name(), type(field.type()), true);
  }

  private static io.delta.standalone.types.DataType type(DataType type) {
    if (type instanceof StructType struct) {
      return of(struct);
    }
    if (type instanceof ArrayType array) {
      return new io.delta.standalone.types.ArrayType(type(array.element()), true);
    }
    if (type instanceof MapType map) {
      return new io.delta.standalone.types.MapType(new StringType(), type(map.value()), true);
    }
    if (type instanceof DecimalType decimal) {
      return new io.delta.standalone.types.DecimalType(decimal.precision(), decimal.scale());
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> new BooleanType();
      case LONG -> new LongType();
      case DOUBLE -> new DoubleType();
      case STRING -> new StringType();
      case BINARY -> new BinaryType();
      case DATE -> new DateType();
      case TIMESTAMP -> new TimestampType();
    };
  }
}
