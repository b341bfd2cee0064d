package dev.tributary.connectors.schema;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The type of a column or of a value nested in one. Types are values: two types are equal if they
 * describe the same data.
 *
 * <p>There is no type narrower than {@link Primitive#LONG} for integers and none narrower than
 * {@link Primitive#DOUBLE} for floating point, because the width that an API uses today says
 * nothing about tomorrow.
 */
public sealed interface DataType extends Serializable {

  /** Types without parameters. */
  enum Primitive implements DataType {
    BOOLEAN,
    /** A 64-bit signed integer. */
    LONG,
    /** A 64-bit IEEE 754 number. */
    DOUBLE,
    /** Text, or any JSON value kept as its own text. */
    STRING,
    /** Bytes; Base64 in JSON. */
    BINARY,
    /** A calendar day without a time zone. */
    DATE,
    /** An instant with microsecond precision. */
    TIMESTAMP;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A decimal number.
   *
   * @param precision the number of digits, from 1 to 38
   * @param scale the number of digits behind the point, from 0 to {@code precision}
   */
  record DecimalType(int precision, int scale) implements DataType {
    public DecimalType {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "Invalid decimal type: precision " + precision + ", scale " + scale);
      }
    }

    @Override
    public String toString() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  /** A list whose elements may be null. */
  record ArrayType(DataType element) implements DataType {
    public ArrayType {
      Objects.requireNonNull(element, "element");
    }

    @Override
    public String toString() {
      return "array<" + element + ">";
    }
  }

  /** A map from strings, for keys that users of the source define; its values may be null. */
  record MapType(DataType value) implements DataType {
    public MapType {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return "map<string," + value + ">";
    }
  }

  /** Named fields in a fixed order. A table's schema is one of these. */
  record StructType(List<Field> fields) implements DataType {
    public StructType {
      fields = List.copyOf(fields);
      var names = new java.util.HashSet<String>();
      for (Field field : fields) {
        if (!names.add(field.name().toLowerCase(java.util.Locale.ROOT))) {
          throw new IllegalArgumentException(
              "Invalid struct: two fields are named '"
                  + field.name()
                  + "' (names compare without case)");
        }
      }
    }

    /** The field of that name, compared exactly, or null. */
    public Field field(String name) {
      for (Field field : fields) {
        if (field.name().equals(name)) {
          return field;
        }
      }
      return null;
    }

    /** The names of the fields, in order. */
    public List<String> names() {
      return fields.stream().map(Field::name).toList();
    }

    @Override
    public String toString() {
      var text = new StringBuilder("struct<");
      String separator = "";
      for (Field field : fields) {
        text.append(separator).append(field.name()).append(':').append(field.type());
        separator = ",";
      }
      return text.append('>').toString();
    }
  }
}
