package dev.tributary.benchmarks;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Orders with their lines, structs in lists in structs, about 0.6 kB of JSON each. */
final class NestedRows {
  private static final int MOST_LINES = 8;
  private static final List<String> TAGS = List.of("gift", "express", "größer", "b2b", "return");

  static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required(Shape.KEY, LONG),
              Field.of(
                  "customer",
                  new StructType(
                      List.of(
                          Field.of("name", STRING),
                          Field.of(
                              "contact",
                              new StructType(
                                  List.of(
                                      Field.of("email", STRING),
                                      Field.of("city", STRING),
                                      Field.of("verified", BOOLEAN),
                                      Field.of("verified_at", TIMESTAMP))))))),
              Field.of(
                  "lines",
                  new ArrayType(
                      new StructType(
                          List.of(
                              Field.of("product", STRING),
                              Field.of("quantity", LONG),
                              Field.of("price", DOUBLE),
                              Field.of("discounts", new ArrayType(DOUBLE)))))),
              Field.of("tags", new ArrayType(STRING)),
              Field.of("total", DOUBLE),
              Field.of(Shape.SEQUENCE, TIMESTAMP)));

  private NestedRows() {}

  /** See {@link Shape#write}. */
  static void write(long id, int version, JsonGenerator json) throws IOException {
    var fixed = new SplittableRandom(id * 31);
    var changing = new SplittableRandom(id * 31 + 1 + version);
    json.writeStartObject();
    json.writeNumberField(Shape.KEY, id);
    writeCustomer(id, fixed, json);
    json.writeArrayFieldStart("lines");
    for (int lines = fixed.nextInt(MOST_LINES + 1); lines > 0; lines--) {
      writeLine(fixed, changing, json);
    }
    json.writeEndArray();
    if (fixed.nextInt(4) == 0) {
      json.writeNullField("tags");
    } else {
      json.writeArrayFieldStart("tags");
      for (int tags = changing.nextInt(4); tags > 0; tags--) {
        json.writeString(Customers.pick(TAGS, changing));
      }
      json.writeEndArray();
    }
    json.writeNumberField("total", changing.nextInt(1_000_000) / 100.0);
    json.writeStringField(Shape.SEQUENCE, Customers.updated(id, version, changing).toString());
    json.writeEndObject();
  }

  private static void writeCustomer(long id, SplittableRandom random, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("customer");
    json.writeStringField("name", "Customer " + random.nextInt(100_000));
    if (random.nextInt(8) == 0) {
      json.writeNullField("contact");
    } else {
      json.writeObjectFieldStart("contact");
      json.writeStringField("email", "customer" + id + "@example.com");
      json.writeStringField("city", Customers.pick(Customers.CITIES, random));
      json.writeBooleanField("verified", random.nextBoolean());
      json.writeStringField("verified_at", Customers.created(id).toString());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeLine(
      SplittableRandom fixed, SplittableRandom changing, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("product", "Product number " + fixed.nextInt(20_000));
    json.writeNumberField("quantity", changing.nextInt(1, 20));
    json.writeNumberField("price", fixed.nextInt(100_000) / 100.0);
    json.writeArrayFieldStart("discounts");
    for (int discounts = fixed.nextInt(3); discounts > 0; discounts--) {
      json.writeNumber(fixed.nextInt(50) / 100.0);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
