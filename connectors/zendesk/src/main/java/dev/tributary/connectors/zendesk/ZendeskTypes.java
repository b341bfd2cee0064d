package dev.tributary.connectors.zendesk;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.StructType;

/** Types that several tables share. */
final class ZendeskTypes {
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

  private ZendeskTypes() {}

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
