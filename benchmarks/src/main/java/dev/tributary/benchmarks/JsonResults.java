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
    Times seconds = result.seconds();
    row.put("tributary_s", rounded(seconds.tributary()));
    row.put("tributary_spark_s", rounded(seconds.spark()));
    row.put("peer_s", rounded(seconds.peer()));
    row.put("limit_s", rounded(seconds.limit()));
    Double ratio = result.ratios().tributary();
    row.put("ratio", rounded(ratio));
    row.put("spark_ratio", rounded(result.ratios().spark()));
    row.put("goal", result.goal() == null ? null : result.goal().toString());
    row.put("reached", result.goal() == null ? null : result.goal().isReached(ratio));
    row.put("tributary_peak_bytes", result.peaks().tributary());
    row.put("tributary_spark_peak_bytes", result.peaks().spark());
    row.put("peer_peak_bytes", result.peaks().peer());
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
