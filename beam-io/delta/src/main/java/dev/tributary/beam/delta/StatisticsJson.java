package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;

/**
 * The statistics of a file as the Delta log holds them (PROTOCOL.md, "Per-file Statistics").
 *
 * <p>They are made from the statistics that Parquet keeps of each row group anyway, while it
 * writes: that costs nothing a row, and holds for row groups that were copied as bytes too.
 */
final class StatisticsJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private StatisticsJson() {}

  /**
   * @param copied whether some row groups came as bytes, whose null arrays and maps nobody counted
   */
  static String of(
      IndexedColumns columns, List<BlockMetaData> rowGroups, long rows, boolean copied) {
    ObjectNode stats = NODES.objectNode();
    stats.put("numRecords", rows);
    ObjectNode min = stats.putObject("minValues");
    ObjectNode max = stats.putObject("maxValues");
    ObjectNode nulls = stats.putObject("nullCount");
    for (IndexedColumns.Leaf leaf : columns.leaves()) {
      leaf(leaf, rowGroups, min, max, nulls);
    }
    if (!copied) {
      for (IndexedColumns.Repeated repeated : columns.repeated()) {
        put(nulls, repeated.path(), NODES.numberNode(repeated.encoder().nulls()));
      }
    }
    try {
      return JSON.writeValueAsString(stats);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write statistics: " + e.getMessage(), e);
    }
  }

  private static void leaf(
      IndexedColumns.Leaf leaf,
      List<BlockMetaData> rowGroups,
      ObjectNode min,
      ObjectNode max,
      ObjectNode nulls) {
    long nullCount = 0;
    boolean nullsKnown = true;
    LeafBounds bounds = LeafBounds.of(leaf.type());
    for (BlockMetaData rowGroup : rowGroups) {
      Statistics<?> statistics = rowGroup.getColumns().get(leaf.ordinal()).getStatistics();
      boolean counted = statistics != null && statistics.isNumNullsSet();
      nullsKnown &= counted;
      nullCount += counted ? statistics.getNumNulls() : 0;
      if (statistics != null && statistics.hasNonNullValue()) {
        bounds.add(statistics.genericGetMin(), statistics.genericGetMax());
      } else if (!counted || statistics.getNumNulls() < rowGroup.getRowCount()) {
        bounds.forget();
      }
    }
    if (nullsKnown) {
      put(nulls, leaf.path(), NODES.numberNode(nullCount));
    }
    put(min, leaf.path(), bounds.min());
    put(max, leaf.path(), bounds.max());
  }

  private static void put(ObjectNode root, List<String> path, JsonNode value) {
    if (value == null) {
      return;
    }
    ObjectNode parent = root;
    for (String step : path.subList(0, path.size() - 1)) {
      JsonNode inner = parent.get(step);
      parent = inner == null ? parent.putObject(step) : (ObjectNode) inner;
    }
    parent.set(path.get(path.size() - 1), value);
  }
}
