package dev.tributary.connectors.github;

import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Collects the fields of a struct, in the order in which they are named. */
final class Columns {
  private final List<Field> fields = new ArrayList<>();

  /** Fields that every row has. */
  Columns required(DataType type, String... names) {
    for (String name : names) {
      fields.add(Field.required(name, type));
    }
    return this;
  }

  Columns of(DataType type, String... names) {
    for (String name : names) {
      fields.add(Field.of(name, type));
    }
    return this;
  }

  /** The fields of another struct whose names fit. */
  Columns some(StructType other, Predicate<String> names) {
    other.fields().stream().filter(field -> names.test(field.name())).forEach(fields::add);
    return this;
  }

  /** All fields of another struct. */
  Columns all(StructType other) {
    return some(other, name -> true);
  }

  StructType struct() {
    return new StructType(fields);
  }
}
