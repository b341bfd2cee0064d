package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.beam.delta.FileStatistics.ColumnStatistics;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the statistics of many files: compiled once for the columns of interest, it passes over all
 * others. Thread-safe.
 */
final class FileStatisticsParser {
  private static final JsonFactory JSON = new JsonFactory();

  private final Node root;

  private FileStatisticsParser(Node root) {
    this.root = root;
  }

  /** A struct or a leaf of the schema. */
  private record Node(List<String> path, DataType type, Map<String, Node> fields) {
    boolean isStruct() {
      return type instanceof StructType;
    }
  }

  private enum Part {
    MIN,
    MAX,
    NULLS
  }

  static FileStatisticsParser of(StructType schema) {
    return new FileStatisticsParser(node(schema, List.of()));
  }

  private static Node node(DataType type, List<String> path) {
    Map<String, Node> fields = new HashMap<>();
    if (type instanceof StructType struct) {
      for (StructField field : struct.getFields()) {
        List<String> inner = new ArrayList<>(path);
        inner.add(field.getName());
        fields.put(field.getName(), node(field.getDataType(), List.copyOf(inner)));
      }
    }
    return new Node(path, type, fields);
  }

  /**
   * Statistics are a hint: what cannot be read is unknown and no error.
   *
   * @param json as the log holds it, or null
   */
  FileStatistics parse(String json) {
    if (json == null || json.isBlank()) {
      return FileStatistics.UNKNOWN;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      return parse(parser);
    } catch (IOException e) {
      return FileStatistics.UNKNOWN;
    }
  }

  private FileStatistics parse(JsonParser parser) throws IOException {
    Map<List<String>, ColumnStatistics> columns = new HashMap<>();
    Long rows = null;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return FileStatistics.UNKNOWN;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.getCurrentName();
      parser.nextToken();
      switch (name) {
        case "numRecords" -> rows = StatisticsBounds.count(parser);
        case "minValues" -> struct(parser, root, Part.MIN, columns);
        case "maxValues" -> struct(parser, root, Part.MAX, columns);
        case "nullCount" -> struct(parser, root, Part.NULLS, columns);
        default -> parser.skipChildren();
      }
    }
    return new FileStatistics(rows, columns);
  }

  private static void struct(
      JsonParser parser, Node struct, Part part, Map<List<String>, ColumnStatistics> columns)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Node field = struct.fields().get(parser.getCurrentName());
      parser.nextToken();
      if (field == null) {
        parser.skipChildren();
      } else if (field.isStruct()) {
        struct(parser, field, part, columns);
      } else if (parser.currentToken().isScalarValue()) {
        leaf(parser, field, part, columns);
      } else {
        parser.skipChildren();
      }
    }
  }

  private static void leaf(
      JsonParser parser, Node leaf, Part part, Map<List<String>, ColumnStatistics> columns)
      throws IOException {
    ColumnStatistics column = columns.computeIfAbsent(leaf.path(), path -> new ColumnStatistics());
    switch (part) {
      case MIN -> column.min = StatisticsBounds.min(parser, leaf.type());
      case MAX -> column.max = StatisticsBounds.max(parser, leaf.type());
      case NULLS -> column.nulls = StatisticsBounds.count(parser);
    }
  }
}
