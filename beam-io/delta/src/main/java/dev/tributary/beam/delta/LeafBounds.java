package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import org.apache.parquet.io.api.Binary;

/**
 * The smallest and the greatest value of a column over the row groups of a file, and how Delta
 * writes them.
 *
 * <p>Binaries and booleans have none, as delta-spark has it. A column with a NaN has none, for
 * readers disagree where NaN stands.
 */
final class LeafBounds {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
  private static final int FIRST_YEAR = 1;
  private static final int LAST_YEAR = 9999;
  private static final long MICROS = 1_000_000;

  private final DataType type;
  private final TypeKind kind;
  private final Comparator<Object> order;
  private boolean unknown;
  private Object min;
  private Object max;

  private LeafBounds(DataType type) {
    this.type = type;
    this.kind = TypeKind.of(type);
    this.order = Values.comparator(type);
    this.unknown = kind == TypeKind.BINARY || kind == TypeKind.BOOLEAN;
  }

  static LeafBounds of(DataType type) {
    return new LeafBounds(type);
  }

  /** Takes the bounds of a row group, as Parquet's physical type has them. */
  void add(Object physicalMin, Object physicalMax) {
    Object low = logical(physicalMin);
    Object high = logical(physicalMax);
    if (isNaN(low) || isNaN(high)) {
      unknown = true;
    }
    min = min == null || order.compare(low, min) < 0 ? low : min;
    max = max == null || order.compare(high, max) > 0 ? high : max;
  }

  /** Takes note of a row group with values of which nothing is known. */
  void forget() {
    unknown = true;
  }

  /** Null if there is no bound. */
  JsonNode min() {
    return unknown || min == null ? null : json(min, true);
  }

  /** Null if there is no bound. */
  JsonNode max() {
    return unknown || max == null ? null : json(max, false);
  }

  private Object logical(Object physical) {
    if (kind != TypeKind.DECIMAL) {
      return physical;
    }
    int scale = ((DecimalType) type).getScale();
    return physical instanceof Binary bytes
        ? new BigDecimal(new BigInteger(bytes.getBytesUnsafe()), scale)
        : BigDecimal.valueOf(((Number) physical).longValue(), scale);
  }

  private static boolean isNaN(Object value) {
    return (value instanceof Double d && d.isNaN()) || (value instanceof Float f && f.isNaN());
  }

  private JsonNode json(Object bound, boolean lower) {
    return switch (kind) {
      case BYTE, SHORT, INTEGER -> NODES.numberNode((Integer) bound);
      case LONG -> NODES.numberNode((Long) bound);
      case DECIMAL -> DecimalNode.valueOf((BigDecimal) bound);
      case FLOAT -> {
        float number = (Float) bound;
        yield Float.isInfinite(number)
            ? null
            : NODES.numberNode(number == 0 ? (lower ? -0.0f : 0.0f) : number);
      }
      case DOUBLE -> {
        double number = (Double) bound;
        yield Double.isInfinite(number)
            ? null
            : NODES.numberNode(number == 0 ? (lower ? -0.0 : 0.0) : number);
      }
      case STRING -> text(StringBounds.cut((Binary) bound, lower));
      case DATE -> date((Integer) bound);
      case TIMESTAMP -> timestamp((Long) bound);
      case BOOLEAN, BINARY, STRUCT, ARRAY, MAP -> null;
    };
  }

  private static JsonNode text(String text) {
    return text == null ? null : NODES.textNode(text);
  }

  private static JsonNode date(int epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    return inRange(date.getYear()) ? NODES.textNode(date.toString()) : null;
  }

  /** Cut to milliseconds, also as a maximum: that is Delta's rule, and readers allow for it. */
  private static JsonNode timestamp(long micros) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
    return inRange(instant.atOffset(ZoneOffset.UTC).getYear())
        ? NODES.textNode(MILLISECONDS.format(instant))
        : null;
  }

  /** Other years have no form that every reader understands. */
  private static boolean inRange(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }
}
