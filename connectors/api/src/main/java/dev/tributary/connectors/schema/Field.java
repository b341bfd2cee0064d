package dev.tributary.connectors.schema;

import java.io.Serializable;
import java.util.Objects;

/**
 * A named, typed member of a struct.
 *
 * @param name as the API spells it
 * @param type the type of its values
 * @param nullable whether the API may leave it out or send null
 */
public record Field(String name, DataType type, boolean nullable) implements Serializable {
  public Field {
    Objects.requireNonNull(type, "type");
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("Invalid field name: '" + name + "'");
    }
  }

  /** A field that may be absent or null. */
  public static Field of(String name, DataType type) {
    return new Field(name, type, true);
  }

  /** A field that every record has. */
  public static Field required(String name, DataType type) {
    return new Field(name, type, false);
  }
}
