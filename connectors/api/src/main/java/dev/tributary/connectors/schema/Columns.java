package dev.tributary.connectors.schema;

import dev.tributary.connectors.schema.DataType.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Collects the fields of a struct, in the order in which they are named. */
public final class Columns {
  private final List<Field> fields = new ArrayList<>();

  /** Fields that every row has. */
  public Columns required(DataType type, String... names) {
    for (String name : names) {
      fields.add(Field.required(name, type));
    }
    return this;
  }

  /** Fields that may be absent or null. */
  public Columns of(DataType type, String... names) {
    for (String name : names) {
      fields.add(Field.of(name, type));
    }
    return this;
  }

  /** The fields of another struct whose names fit. */
  public Columns some(StructType other, Predicate<String> names) {
    other.fields().stream().filter(field -> names.test(field.name())).forEach(fields::add);
    return this;
  }

  /** All fields of another struct. */
  public Columns all(StructType other) {
    return some(other, name -> true);
  }

  public StructType struct() {
    return new StructType(fields);
  }
}
