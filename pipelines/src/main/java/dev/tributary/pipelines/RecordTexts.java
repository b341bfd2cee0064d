package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.beam.delta.BadRecordException;
import dev.tributary.beam.lakeflow.BadValueException;
import dev.tributary.connectors.SourceRecord;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What may be told and stored of a record that does not fit its table: columns that are left out or
 * hashed keep their values out of messages and out of the table of rejected records, too.
 */
final class RecordTexts {
  private static final String HIDDEN = "***";

  private final ColumnChoice columns;
  private final List<String> keys;

  RecordTexts(ColumnChoice columns, List<String> keys) {
    this.columns = columns;
    this.keys = keys;
  }

  /** As in {@code the record with id=17}. */
  String name(SourceRecord record) {
    return RecordNames.describe(hidden(record), keys);
  }

  /** The record's JSON; null if there is none of which parts could be hidden. */
  String raw(SourceRecord record) {
    SourceRecord shown = hidden(record);
    return shown == null ? null : new String(shown.toBytes(), StandardCharsets.UTF_8);
  }

  /** Why it is bad. */
  String reason(Exception cause) {
    String column = column(cause);
    if (cause instanceof BadValueException && columns.hidesSomething()) {
      if (column == null) {
        return "the record is not one JSON object";
      }
      if (columns.hashed().contains(root(column))) {
        return "column '" + column + "' holds " + HIDDEN + ", which does not fit its type";
      }
    }
    return cause.getMessage();
  }

  /** The column that it does not fit, or null. */
  static String column(Exception cause) {
    String column =
        cause instanceof BadValueException value
            ? value.column()
            : ((BadRecordException) cause).column();
    return column == null || column.isEmpty() ? null : column;
  }

  /** The column of a path; a column's own name may have dots in it. */
  private String root(String path) {
    return columns.hashed().stream()
        .filter(column -> path.equals(column) || path.startsWith(column + "."))
        .findFirst()
        .orElse(path);
  }

  /** The record without what must not be shown; null if it is no JSON object. */
  private SourceRecord hidden(SourceRecord record) {
    if (!columns.hidesSomething()) {
      return record;
    }
    try {
      if (!(record.toTree() instanceof ObjectNode tree)) {
        return null;
      }
      tree.remove(columns.leftOut());
      for (String column : columns.hashed()) {
        if (tree.hasNonNull(column)) {
          tree.put(column, HIDDEN);
        }
      }
      return SourceRecord.of(record.kind(), tree);
    } catch (UncheckedIOException e) {
      return null;
    }
  }
}
