package dev.tributary.connectors.example;

import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.example.ChangeLog.Change;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Rows that are only ever added, read by region side by side. */
final class Events implements Table {
  private static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required("id", STRING),
              Field.required("region", STRING),
              Field.of("payload", STRING),
              Field.required("occurred_at", TIMESTAMP)));

  private static final List<String> REGIONS = List.of("emea", "apac", "amer", "latam");

  @Override
  public String name() {
    return "events";
  }

  @Override
  public TableMetadata metadata() {
    return TableMetadata.append("id");
  }

  @Override
  public StructType schema() {
    return SCHEMA;
  }

  @Override
  public List<String> partitions() {
    return REGIONS;
  }

  @Override
  public Feed changes(Demo demo) {
    return ChangeLog.ofInserts(demo).feed(change -> record(demo, change));
  }

  @Override
  public Feed partition(Demo demo, String partition) {
    return new EveryNth(changes(demo), REGIONS.indexOf(partition), REGIONS.size());
  }

  private SourceRecord record(Demo demo, Change change) {
    SplittableRandom random = demo.random(name(), change.id(), 0);
    // A shape that no schema foretells is kept as its own JSON text.
    String payload =
        "{\"type\":\"page_view\",\"user\":{\"id\":%d},\"path\":\"/docs/%d\"}"
            .formatted(random.nextInt(100_000), random.nextInt(50));
    return Json.record(
        change.kind(),
        json -> {
          json.writeStringField("id", "evt_" + change.id());
          json.writeStringField("region", REGIONS.get((int) (change.sequence() % REGIONS.size())));
          json.writeStringField("payload", payload);
          json.writeStringField("occurred_at", change.time().toString());
        });
  }

  /** The records first, first + step, first + 2 step … of a feed. */
  private record EveryNth(Feed feed, long first, long step) implements Feed {
    @Override
    public long size() {
      return (feed.size() - first + step - 1) / step;
    }

    @Override
    public SourceRecord record(long position) {
      return feed.record(first + position * step);
    }

    @Override
    public Instant time(long position) {
      return feed.time(first + position * step);
    }
  }
}
