package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.SourceRecord;
import java.io.UncheckedIOException;
import java.util.List;

/** Names a record in messages, by its key. */
final class RecordNames {
  private static final int SHOWN_CHARACTERS = 60;

  private RecordNames() {}

  /** As in {@code the record with id=17}. */
  static String describe(SourceRecord record, List<String> keys) {
    if (keys.isEmpty() || record == null) {
      return "a record";
    }
    JsonNode tree;
    try {
      tree = record.toTree();
    } catch (UncheckedIOException e) {
      return "a record that is not JSON";
    }
    List<String> parts = keys.stream().map(key -> key + "=" + shorten(tree.path(key))).toList();
    return "the record with " + String.join(", ", parts);
  }

  private static String shorten(JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.toString();
    if (value.isMissingNode()) {
      return "(absent)";
    }
    if (text.length() <= SHOWN_CHARACTERS) {
      return text;
    }
    // Half a surrogate pair cannot be written as UTF-8, and the text goes into reports.
    boolean inPair = Character.isHighSurrogate(text.charAt(SHOWN_CHARACTERS - 1));
    return text.substring(0, inPair ? SHOWN_CHARACTERS - 1 : SHOWN_CHARACTERS) + "…";
  }
}
