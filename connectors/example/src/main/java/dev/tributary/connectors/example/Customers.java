package dev.tributary.connectors.example;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DATE;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.example.ChangeLog.Change;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Rows that are inserted and updated, with a column of every shape. */
final class Customers implements Table {
  private static final StructType GEO =
      new StructType(List.of(Field.of("lat", DOUBLE), Field.of("lon", DOUBLE)));
  private static final StructType ADDRESS =
      new StructType(
          List.of(
              Field.of("street", STRING),
              Field.of("city", STRING),
              Field.of("country", STRING),
              Field.of("geo", GEO)));
  private static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required("id", LONG),
              Field.required("name", STRING),
              Field.of("email", STRING),
              Field.of("active", BOOLEAN),
              Field.of("balance", new DecimalType(18, 2)),
              Field.of("score", DOUBLE),
              Field.of("address", ADDRESS),
              Field.of("tags", new ArrayType(STRING)),
              Field.of("attributes", new MapType(STRING)),
              Field.of("notes", STRING),
              Field.of("birthday", DATE),
              Field.required("created_at", TIMESTAMP),
              Field.required("updated_at", TIMESTAMP)));

  private static final List<String> GIVEN =
      List.of(
          "Zoë", "Łukasz", "José \"Pepe\"", "Ольга", "山田", "D'Arcy \\", "Ana 🦊", "नेहा", "علي");
  private static final List<String> FAMILY =
      List.of("Müller", "Żółć", "Núñez", "Иванова", "太郎", "O'Brien", "Sørensen", "Nguyễn", "Smith");
  private static final List<String> CITIES =
      List.of("Zürich", "São Paulo", "東京", "København", "Nairobi", "Montréal", "Boston");
  private static final List<String> TAGS = List.of("vip", "trial", "später", "重要", "b2b");
  private static final List<String> LANGUAGES = List.of("de", "pt", "ja", "en");

  @Override
  public String name() {
    return "customers";
  }

  @Override
  public TableMetadata metadata() {
    return TableMetadata.cdc("updated_at", "id");
  }

  @Override
  public StructType schema() {
    return SCHEMA;
  }

  @Override
  public Feed changes(Demo demo) {
    ChangeLog log = ChangeLog.withoutDeletes(demo);
    return log.feed(change -> record(demo, log, change));
  }

  private SourceRecord record(Demo demo, ChangeLog log, Change change) {
    // What stays with a row is drawn from its id alone, what changes from the change too.
    SplittableRandom fixed = demo.random(name(), change.id(), 0);
    SplittableRandom changing = demo.random(name(), change.id(), change.sequence() + 1);
    return Json.record(
        change.kind(),
        json -> {
          json.writeNumberField("id", change.id());
          json.writeStringField("name", pick(GIVEN, fixed) + " " + pick(FAMILY, fixed));
          json.writeStringField("email", "customer" + change.id() + "@example.com");
          json.writeStringField(
              "birthday", LocalDate.EPOCH.plusDays(fixed.nextInt(-12_000, 12_000)).toString());
          json.writeStringField("created_at", log.created(change.id()).toString());
          writeAddress(json, fixed);
          json.writeBooleanField("active", changing.nextInt(4) > 0);
          // Some amounts have more digits than a double keeps.
          Json.writeAmount(
              json,
              "balance",
              changing.nextLong(changing.nextInt(50) == 0 ? 1_000_000_000_000_000_000L : 10_000_000)
                  * (changing.nextInt(5) == 0 ? -1 : 1));
          if (changing.nextInt(5) == 0) {
            json.writeNullField("score");
          } else {
            json.writeNumberField("score", changing.nextDouble());
          }
          writeTags(json, changing);
          writeAttributes(json, changing);
          writeNotes(json, changing);
          json.writeStringField("updated_at", change.time().toString());
        });
  }

  private static void writeAddress(JsonGenerator json, SplittableRandom random) throws IOException {
    if (random.nextInt(8) == 0) {
      return;
    }
    json.writeObjectFieldStart("address");
    json.writeStringField("street", "Main Street " + random.nextInt(1, 200));
    json.writeStringField("city", pick(CITIES, random));
    json.writeStringField("country", Countries.code(random.nextInt(Countries.SHOWN)));
    if (random.nextInt(3) > 0) {
      json.writeObjectFieldStart("geo");
      json.writeNumberField("lat", random.nextDouble(-90, 90));
      json.writeNumberField("lon", random.nextDouble(-180, 180));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeTags(JsonGenerator json, SplittableRandom random) throws IOException {
    if (random.nextInt(6) == 0) {
      return;
    }
    json.writeArrayFieldStart("tags");
    for (int left = random.nextInt(4); left > 0; left--) {
      json.writeString(random.nextInt(10) == 0 ? null : pick(TAGS, random));
    }
    json.writeEndArray();
  }

  private static void writeAttributes(JsonGenerator json, SplittableRandom random)
      throws IOException {
    json.writeObjectFieldStart("attributes");
    if (random.nextBoolean()) {
      json.writeStringField("language", pick(LANGUAGES, random));
    }
    if (random.nextInt(3) == 0) {
      json.writeStringField("custom field " + random.nextInt(5), "\t" + random.nextInt());
    }
    json.writeEndObject();
  }

  private static void writeNotes(JsonGenerator json, SplittableRandom random) throws IOException {
    switch (random.nextInt(3)) {
      case 0 -> json.writeNullField("notes");
      case 1 -> json.writeStringField("notes", "Called twice.\nAsked for a \"refund\".");
      default -> {
        // Absent, which means the same as null.
      }
    }
  }

  private static String pick(List<String> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
