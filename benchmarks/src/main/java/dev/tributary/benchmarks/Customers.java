package dev.tributary.benchmarks;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;

/** Records as APIs give them, about 0.45 kB of JSON each. */
final class Customers {
  static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required(Shape.KEY, LONG),
              Field.of("name", STRING),
              Field.of("email", STRING),
              Field.of("phone", STRING),
              Field.of("active", BOOLEAN),
              Field.of("score", DOUBLE),
              Field.of("visits", LONG),
              Field.of(
                  "address",
                  new StructType(
                      List.of(
                          Field.of("street", STRING),
                          Field.of("city", STRING),
                          Field.of("postal_code", STRING),
                          Field.of("latitude", DOUBLE),
                          Field.of("longitude", DOUBLE)))),
              Field.of("plan", STRING),
              Field.of("notes", STRING),
              Field.of("created_at", TIMESTAMP),
              Field.of(Shape.SEQUENCE, TIMESTAMP)));

  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

  private static final List<String> GIVEN =
      List.of("Zoë", "Łukasz", "José", "Ольга", "Ana", "John", "Mary", "Deepa", "Chen");
  private static final List<String> FAMILY =
      List.of("Müller", "Núñez", "Иванова", "O'Brien", "Sørensen", "Nguyễn", "Smith", "Lee");
  static final List<String> CITIES =
      List.of("Zürich", "São Paulo", "København", "Nairobi", "Montréal", "Boston");
  private static final List<String> PLANS = List.of("free", "team", "business", "enterprise");

  private Customers() {}

  /** See {@link Shape#write}. */
  static void write(long id, int version, JsonGenerator json) throws IOException {
    // What stays with a customer is drawn from the id alone.
    var fixed = new SplittableRandom(id * 31);
    var changing = new SplittableRandom(id * 31 + 1 + version);
    json.writeStartObject();
    json.writeNumberField(Shape.KEY, id);
    json.writeStringField("name", pick(GIVEN, fixed) + " " + pick(FAMILY, fixed));
    json.writeStringField("email", "customer" + id + "@example.com");
    json.writeStringField("phone", "+1-555-" + fixed.nextInt(1_000_000, 10_000_000));
    json.writeBooleanField("active", changing.nextInt(4) > 0);
    if (changing.nextInt(5) == 0) {
      json.writeNullField("score");
    } else {
      json.writeNumberField("score", changing.nextDouble());
    }
    json.writeNumberField("visits", changing.nextInt(100_000));
    writeAddress(json, fixed);
    json.writeStringField("plan", pick(PLANS, changing));
    // Absent means null.
    if (changing.nextInt(3) > 0) {
      json.writeStringField(
          "notes", "Called on day " + changing.nextInt(365) + ".\nAsked for a \"refund\" of fees.");
    }
    json.writeStringField("created_at", created(id).toString());
    json.writeStringField(Shape.SEQUENCE, updated(id, version, changing).toString());
    json.writeEndObject();
  }

  /** When a record was made; records of higher ids later, for the ids of one table. */
  static Instant created(long id) {
    return FIRST.plus(id % 50_000_000, ChronoUnit.SECONDS);
  }

  /** When a version of a record was made: later than the version before it. */
  static Instant updated(long id, int version, SplittableRandom random) {
    return created(id)
        .plus(1 + version * 400L, ChronoUnit.DAYS)
        .plus(random.nextInt(86_400_000) * 1000L, ChronoUnit.MICROS)
        .plus(random.nextInt(1000), ChronoUnit.MICROS);
  }

  private static void writeAddress(JsonGenerator json, SplittableRandom random) throws IOException {
    if (random.nextInt(8) == 0) {
      json.writeNullField("address");
      return;
    }
    json.writeObjectFieldStart("address");
    json.writeStringField("street", random.nextInt(1, 2000) + " Main Street");
    json.writeStringField("city", pick(CITIES, random));
    json.writeStringField("postal_code", Integer.toString(random.nextInt(10_000, 100_000)));
    json.writeNumberField("latitude", random.nextDouble(-90, 90));
    json.writeNumberField("longitude", random.nextDouble(-180, 180));
    json.writeEndObject();
  }

  static String pick(List<String> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
