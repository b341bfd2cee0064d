package dev.tributary.benchmarks;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Records of 200 columns, about 6 kB of JSON each, as of a CRM whose users add fields: one in eight
 * values is null, and a change touches a quarter of the columns.
 */
final class WideRows {
  private static final int COLUMNS = 200;
  private static final List<Primitive> TYPES = List.of(STRING, LONG, DOUBLE, BOOLEAN, TIMESTAMP);

  static final StructType SCHEMA = schema();

  private WideRows() {}

  private static StructType schema() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.required(Shape.KEY, LONG));
    for (int i = 0; i < COLUMNS - 2; i++) {
      Primitive type = TYPES.get(i % TYPES.size());
      fields.add(Field.of("custom_" + type + "_" + i, type));
    }
    fields.add(Field.of(Shape.SEQUENCE, TIMESTAMP));
    return new StructType(fields);
  }

  /** See {@link Shape#write}. */
  static void write(long id, int version, JsonGenerator json) throws IOException {
    var fixed = new SplittableRandom(id * 31);
    var changing = new SplittableRandom(id * 31 + 1 + version);
    json.writeStartObject();
    json.writeNumberField(Shape.KEY, id);
    for (int i = 1; i < COLUMNS - 1; i++) {
      Field field = SCHEMA.fields().get(i);
      json.writeFieldName(field.name());
      write((Primitive) field.type(), id, i % 4 == 0 ? changing : fixed, json);
    }
    json.writeStringField(Shape.SEQUENCE, Customers.updated(id, version, changing).toString());
    json.writeEndObject();
  }

  private static void write(Primitive type, long id, SplittableRandom random, JsonGenerator json)
      throws IOException {
    if (random.nextInt(8) == 0) {
      json.writeNull();
      return;
    }
    switch (type) {
      case STRING -> json.writeString("Wert " + random.nextInt(10_000) + " für " + id % 1000);
      case LONG -> json.writeNumber(random.nextInt(1_000_000));
      case DOUBLE -> json.writeNumber(random.nextInt(1_000_000) / 100.0);
      case BOOLEAN -> json.writeBoolean(random.nextBoolean());
      case TIMESTAMP ->
          json.writeString(
              Customers.created(id).plusSeconds(random.nextInt(50_000_000)).toString());
      case BINARY, DATE -> throw new IllegalStateException("No record here has a " + type);
    }
  }
}
