package dev.tributary.connectors.example;

import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.example.ChangeLog.Change;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.util.List;
import java.util.SplittableRandom;

/** Rows whose deletes come among their changes. */
final class Orders implements Table {
  private static final DecimalType AMOUNT = new DecimalType(18, 2);
  private static final StructType ITEM =
      new StructType(
          List.of(Field.of("sku", STRING), Field.of("quantity", LONG), Field.of("price", AMOUNT)));
  private static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required("id", LONG),
              Field.of("customer_id", LONG),
              Field.of("reference", LONG),
              Field.of("status", STRING),
              Field.of("items", new ArrayType(ITEM)),
              Field.of("total", AMOUNT),
              Field.required("updated_at", TIMESTAMP)));

  /** The least integer that a double cannot hold. */
  private static final long BEYOND_DOUBLE = (1L << 53) + 1;

  private static final List<String> STATUSES = List.of("open", "paid", "shipped", "returned");

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public TableMetadata metadata() {
    return TableMetadata.cdcWithDeletes("updated_at", "id");
  }

  @Override
  public StructType schema() {
    return SCHEMA;
  }

  @Override
  public Feed changes(Demo demo) {
    return ChangeLog.of(demo).feed(change -> record(demo, change));
  }

  private SourceRecord record(Demo demo, Change change) {
    if (change.kind() == ChangeKind.DELETE) {
      return Json.record(
          change.kind(),
          json -> {
            json.writeNumberField("id", change.id());
            json.writeStringField("updated_at", change.time().toString());
          });
    }
    SplittableRandom fixed = demo.random(name(), change.id(), 0);
    SplittableRandom changing = demo.random(name(), change.id(), change.sequence() + 1);
    return Json.record(
        change.kind(),
        json -> {
          json.writeNumberField("id", change.id());
          json.writeNumberField("customer_id", fixed.nextLong(demo.records()) + 1);
          json.writeNumberField("reference", BEYOND_DOUBLE + 2 * change.id());
          json.writeStringField("status", STATUSES.get(changing.nextInt(STATUSES.size())));
          long total = 0;
          json.writeArrayFieldStart("items");
          for (int left = fixed.nextInt(1, 4); left > 0; left--) {
            long quantity = fixed.nextInt(1, 10);
            long price = fixed.nextInt(1, 100_000);
            json.writeStartObject();
            json.writeStringField("sku", "SKU-" + fixed.nextInt(1000));
            json.writeNumberField("quantity", quantity);
            Json.writeAmount(json, "price", price);
            json.writeEndObject();
            total += quantity * price;
          }
          json.writeEndArray();
          Json.writeAmount(json, "total", total);
          json.writeStringField("updated_at", change.time().toString());
        });
  }
}
