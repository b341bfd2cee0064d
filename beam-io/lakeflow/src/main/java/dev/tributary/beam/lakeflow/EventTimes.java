package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/**
 * The times of a table's rows: those of its cursor, where that is a timestamp or a date, and the
 * smallest time of all where there is none. Not safe for concurrent use.
 */
final class EventTimes {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);
  private static final long LATEST = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  private final String cursor;
  private final RecordConverter converter;

  private EventTimes(Field cursor, Set<String> columns) {
    this.cursor = cursor.name();
    this.converter = new RecordConverter(new StructType(List.of(cursor)), columns);
  }

  /** The times of a table; empty where its rows have none. */
  static Optional<EventTimes> of(TableShape shape) {
    Field cursor = shape.cursor() == null ? null : shape.columns().field(shape.cursor());
    boolean isTime =
        cursor != null && (cursor.type() == Primitive.TIMESTAMP || cursor.type() == Primitive.DATE);
    return isTime
        ? Optional.of(new EventTimes(cursor, Set.copyOf(shape.columns().names())))
        : Optional.empty();
  }

  Instant of(Row row) {
    Object value = row.getValue(cursor);
    if (value instanceof java.time.Instant instant) {
      return time(instant.toEpochMilli());
    }
    return value == null
        ? BoundedWindow.TIMESTAMP_MIN_VALUE
        : time(((java.time.LocalDate) value).toEpochDay() * MILLIS_PER_DAY);
  }

  /** The latest time of some records; what is no time counts as the earliest. */
  Instant latest(List<SourceRecord> records) {
    Instant latest = BoundedWindow.TIMESTAMP_MIN_VALUE;
    for (SourceRecord record : records) {
      Instant time = of(record);
      latest = time.isAfter(latest) ? time : latest;
    }
    return latest;
  }

  private Instant of(SourceRecord record) {
    try {
      Object value = converter.convert(record)[0];
      if (value instanceof Long micros) {
        return time(Math.floorDiv(micros, MICROS_PER_MILLI));
      }
      return value == null
          ? BoundedWindow.TIMESTAMP_MIN_VALUE
          : time(((Integer) value) * MILLIS_PER_DAY);
    } catch (BadValueException e) {
      // Whoever makes a row of it says so.
      return BoundedWindow.TIMESTAMP_MIN_VALUE;
    }
  }

  private static Instant time(long millis) {
    return Instant.ofEpochMilli(
        Math.min(LATEST, Math.max(BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis(), millis)));
  }
}
