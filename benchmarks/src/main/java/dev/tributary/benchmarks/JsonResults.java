package dev.tributary.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.beam.delta.EpochReport.Figures;
import java.util.List;

/** Writes results as one JSON document for programs. */
final class JsonResults {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double THOUSANDTHS = 1000;

  private JsonResults() {}

  static String of(List<Result> results) {
    ObjectNode json = JSON.createObjectNode();
    var rows = json.putArray("rows");
    results.forEach(result -> rows.add(row(result)));
    return json.toPrettyString();
  }

  private static ObjectNode row(Result result) {
    ObjectNode row = JSON.createObjectNode();
    row.put("work", result.work());
    row.put("tributary_s", rounded(result.tributarySeconds()));
    row.put("peer_s", rounded(result.peerSeconds()));
    row.put("limit_s", rounded(result.limitSeconds()));
    row.put("ratio", rounded(result.ratio()));
    row.put("goal", result.goal() == null ? null : result.goal().toString());
    row.put("reached", result.goal() == null ? null : result.goal().isReached(result.ratio()));
    Figures figures = result.figures();
    row.put("files_added", figures == null ? null : figures.filesAdded());
    row.put("files_removed", figures == null ? null : figures.filesRemoved());
    row.put("bytes_added", figures == null ? null : figures.bytesAdded());
    row.put("bytes_removed", figures == null ? null : figures.bytesRemoved());
    return row;
  }

  private static Double rounded(Double value) {
    return value == null ? null : Math.round(value * THOUSANDTHS) / THOUSANDTHS;
  }
}
