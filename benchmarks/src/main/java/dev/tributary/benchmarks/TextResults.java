package dev.tributary.benchmarks;

import dev.tributary.beam.delta.EpochReport.Figures;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints results as a table. */
final class TextResults {
  private static final double MEGABYTE = 1e6;

  private static final List<String> HEADER =
      List.of(
          "work",
          "tributary s",
          "on Spark s",
          "peer s",
          "limit s",
          "ratio",
          "on Spark",
          "goal",
          "",
          "peak MB",
          "on Spark",
          "peer",
          "files + -",
          "MB + -");

  private TextResults() {}

  static void print(List<Result> results, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    results.forEach(result -> lines.add(line(result)));
    int[] widths = new int[HEADER.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      var text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - line.get(i).length());
        text.append(i == 0 ? line.get(i) + padding : "  " + padding + line.get(i));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static List<String> line(Result result) {
    Times seconds = result.seconds();
    Goal goal = result.goal();
    Figures figures = result.figures();
    return List.of(
        result.work(),
        number(seconds.tributary()),
        number(seconds.spark()),
        number(seconds.peer()),
        number(seconds.limit()),
        number(result.ratios().tributary()),
        number(result.ratios().spark()),
        goal == null ? "" : goal.toString(),
        goal == null ? "" : goal.isReached(result.ratios().tributary()) ? "reached" : "missed",
        megabytes(result.peaks().tributary()),
        megabytes(result.peaks().spark()),
        megabytes(result.peaks().peer()),
        figures == null ? "" : figures.filesAdded() + " " + figures.filesRemoved(),
        figures == null
            ? ""
            : String.format(
                Locale.ROOT,
                "%.1f %.1f",
                figures.bytesAdded() / MEGABYTE,
                figures.bytesRemoved() / MEGABYTE));
  }

  private static String megabytes(Long bytes) {
    return bytes == null ? "" : String.format(Locale.ROOT, "%.0f", bytes / MEGABYTE);
  }

  private static String number(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
