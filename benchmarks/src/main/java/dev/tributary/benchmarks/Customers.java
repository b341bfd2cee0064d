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

/**
 * The records that are loaded: about 0.45 kB of JSON each. A record is computed of its id and
 * version alone, so that every run and every size of table has the same.
 */
final class Customers {
  static final String TABLE = "customers";
  static final String KEY = "id";
  static final String SEQUENCE = "updated_at";

  static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required(KEY, LONG),
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
              Field.of(SEQUENCE, TIMESTAMP)));

  /** {@link #SCHEMA} as Spark writes it. */
  static final String DDL =
      "id BIGINT, name STRING, email STRING, phone STRING, active BOOLEAN, score DOUBLE,"
          + " visits BIGINT, address STRUCT<street: STRING, city: STRING, postal_code: STRING,"
          + " latitude: DOUBLE, longitude: DOUBLE>, plan STRING, notes STRING,"
          + " created_at TIMESTAMP, updated_at TIMESTAMP";

  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

  /** Records behind this id are what a change inserts; those up to it are in every table. */
  static final long LAST_ID = 1_000_000_000;

  private static final List<String> GIVEN =
      List.of("Zoë", "Łukasz", "José", "Ольга", "Ana", "John", "Mary", "Deepa", "Chen");
  private static final List<String> FAMILY =
      List.of("Müller", "Núñez", "Иванова", "O'Brien", "Sørensen", "Nguyễn", "Smith", "Lee");
  private static final List<String> CITIES =
      List.of("Zürich", "São Paulo", "København", "Nairobi", "Montréal", "Boston");
  private static final List<String> PLANS = List.of("free", "team", "business", "enterprise");

  private Customers() {}

  /**
   * Writes a record.
   *
   * @param version 0 as in the base, 1 after a change
   */
  static void write(long id, int version, JsonGenerator json) throws IOException {
    // What stays with a customer is drawn from the id alone.
    var fixed = new SplittableRandom(id * 31);
    var changing = new SplittableRandom(id * 31 + 1 + version);
    Instant created = FIRST.plus(id % 50_000_000, ChronoUnit.SECONDS);
    json.writeStartObject();
    json.writeNumberField(KEY, id);
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
    json.writeStringField("created_at", created.toString());
    json.writeStringField(
        SEQUENCE,
        created
            .plus(1 + version * 400L, ChronoUnit.DAYS)
            .plus(changing.nextInt(86_400_000) * 1000L, ChronoUnit.MICROS)
            .plus(changing.nextInt(1000), ChronoUnit.MICROS)
            .toString());
    json.writeEndObject();
    json.writeRaw('\n');
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

  private static String pick(List<String> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
