package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;

/**
 * Types and values of columns as Beam has them. All fields are nullable, keys too: an API may leave
 * out what it promises, and a row of a delete has little else than its key.
 */
final class RowTypes {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private RowTypes() {}

  static List<Schema.Field> fields(StructType struct) {
    return struct.fields().stream()
        .map(field -> Schema.Field.nullable(field.name(), type(field.type())))
        .toList();
  }

  private static FieldType type(DataType type) {
    if (type instanceof StructType struct) {
      return FieldType.row(Schema.builder().addFields(fields(struct)).build());
    }
    if (type instanceof ArrayType array) {
      return FieldType.array(type(array.element()).withNullable(true));
    }
    if (type instanceof MapType map) {
      return FieldType.map(FieldType.STRING, type(map.value()).withNullable(true));
    }
    if (type instanceof DecimalType decimal) {
      return FieldType.logicalType(FixedPrecisionNumeric.of(decimal.precision(), decimal.scale()));
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> FieldType.BOOLEAN;
      case LONG -> FieldType.INT64;
      case DOUBLE -> FieldType.DOUBLE;
      case STRING -> FieldType.STRING;
      case BINARY -> FieldType.BYTES;
      case DATE -> FieldType.logicalType(SqlTypes.DATE);
      case TIMESTAMP -> FieldType.logicalType(SqlTypes.TIMESTAMP);
    };
  }

  /**
   * A value that {@link RecordConverter} gave as Beam has it.
   *
   * @param value of the type, or null
   * @param field the field that is to hold it
   */
  static Object value(DataType type, FieldType field, Object value) {
    if (value == null) {
      return null;
    }
    if (type instanceof StructType struct) {
      Schema schema = field.getRowSchema();
      return Row.withSchema(schema).attachValues(values(struct, schema, (Object[]) value));
    }
    if (type instanceof ArrayType array) {
      FieldType elementType = field.getCollectionElementType();
      var elements = new ArrayList<Object>();
      for (Object element : (List<?>) value) {
        elements.add(value(array.element(), elementType, element));
      }
      return elements;
    }
    if (type instanceof MapType map) {
      FieldType valueType = field.getMapValueType();
      var entries = new LinkedHashMap<Object, Object>();
      ((Map<?, ?>) value)
          .forEach((key, each) -> entries.put(key, value(map.value(), valueType, each)));
      return entries;
    }
    if (type == Primitive.DATE) {
      return LocalDate.ofEpochDay((Integer) value);
    }
    return type == Primitive.TIMESTAMP ? instant((Long) value) : value;
  }

  /** The values of a struct, in a list that can grow. */
  static List<Object> values(StructType struct, Schema schema, Object[] values) {
    var fields = new ArrayList<Object>(values.length + 1);
    for (int i = 0; i < values.length; i++) {
      fields.add(value(struct.fields().get(i).type(), schema.getField(i).getType(), values[i]));
    }
    return fields;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
  }
}
