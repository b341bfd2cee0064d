package dev.tributary.connectors.example;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.example.ChangeLog.Change;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Rows with a key of two columns and a cursor that is a number, whose deletes are read apart. */
final class Subscriptions implements Table {
  private static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required("customer_id", LONG),
              Field.required("plan", STRING),
              Field.of("seats", LONG),
              Field.of("renews", BOOLEAN),
              Field.of("created_at", TIMESTAMP),
              Field.required("version", LONG)));

  private static final List<String> PLANS = List.of("basic", "plus", "pro");

  @Override
  public String name() {
    return "subscriptions";
  }

  @Override
  public TableMetadata metadata() {
    return TableMetadata.cdcWithDeletesRead("version", "customer_id", "plan");
  }

  @Override
  public StructType schema() {
    return SCHEMA;
  }

  @Override
  public Feed changes(Demo demo) {
    ChangeLog log = ChangeLog.of(demo);
    return log.feedOfUpserts(change -> upsert(demo, log, change));
  }

  @Override
  public Feed deletes(Demo demo) {
    return ChangeLog.of(demo)
        .feedOfDeletes(
            change -> Json.record(ChangeKind.DELETE, json -> writeKeyAndVersion(json, change)));
  }

  private SourceRecord upsert(Demo demo, ChangeLog log, Change change) {
    SplittableRandom random = demo.random(name(), change.id(), change.sequence() + 1);
    return Json.record(
        ChangeKind.UPSERT,
        json -> {
          writeKeyAndVersion(json, change);
          json.writeNumberField("seats", random.nextInt(1, 500));
          json.writeBooleanField("renews", random.nextBoolean());
          json.writeStringField("created_at", log.created(change.id()).toString());
        });
  }

  private static void writeKeyAndVersion(JsonGenerator json, Change change) throws IOException {
    long row = change.id() - 1;
    json.writeNumberField("customer_id", row / PLANS.size() + 1);
    json.writeStringField("plan", PLANS.get((int) (row % PLANS.size())));
    json.writeNumberField("version", change.sequence() + 1);
  }
}
