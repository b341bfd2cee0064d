package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Keys and cursors of records. */
final class Row {
  private Row() {}

  static List<String> key(JsonNode row, TableMetadata metadata) {
    return metadata.primaryKeys().stream().map(key -> row.path(key).asText()).toList();
  }

  static List<String> key(SourceRecord record, TableMetadata metadata) {
    return key(record.toTree(), metadata);
  }

  /** Whether a row may stand in the place of another one of its key. */
  static boolean isAtLeast(JsonNode row, JsonNode stored, TableMetadata metadata) {
    String cursor = metadata.cursorField();
    return cursor == null || compare(row.path(cursor), stored.path(cursor)) >= 0;
  }

  private static int compare(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return new BigDecimal(a.asText()).compareTo(new BigDecimal(b.asText()));
    }
    try {
      return instant(a.asText()).compareTo(instant(b.asText()));
    } catch (DateTimeParseException e) {
      return a.asText().compareTo(b.asText());
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
