package dev.tributary.connectors.zendesk;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.util.ArrayList;
import java.util.List;

/** Collects the columns of a table, and holds the types that several tables share. */
final class Columns {
  static final DataType LONGS = new ArrayType(LONG);
  static final DataType STRINGS = new ArrayType(STRING);

  /** Fields that users define, by key. */
  static final DataType FIELDS = new MapType(STRING);

  /** What is at either end depends on the channel, and is kept as its JSON. */
  static final StructType VIA =
      new Columns()
          .of(STRING, "channel")
          .of(new Columns().of(STRING, "from", "to", "rel").struct(), "source")
          .struct();

  static final StructType ATTACHMENT =
      image().of(new ArrayType(image().struct()), "thumbnails").struct();

  private final List<Field> fields = new ArrayList<>();

  /** Columns that every row has. */
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

  StructType struct() {
    return new StructType(fields);
  }

  private static Columns image() {
    return new Columns()
        .of(LONG, "id")
        .of(STRING, "url", "name", "file_name", "content_url", "mapped_content_url")
        .of(STRING, "content_type")
        .of(LONG, "size", "width", "height")
        .of(BOOLEAN, "inline", "deleted", "malware_access_override")
        .of(STRING, "malware_scan_result");
  }

  /** What every row of a list has. */
  static Columns listed() {
    return new Columns()
        .required(LONG, "id")
        .of(STRING, "url")
        .of(TIMESTAMP, "created_at", "updated_at");
  }
}
