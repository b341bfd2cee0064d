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
          "work", "tributary s", "peer s", "limit s", "ratio", "goal", "", "files + -", "MB + -");

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
    Figures figures = result.figures();
    return List.of(
        result.work(),
        number(result.tributarySeconds()),
        number(result.peerSeconds()),
        number(result.limitSeconds()),
        number(result.ratio()),
        result.goal() == null ? "" : result.goal().toString(),
        result.goal() == null ? "" : result.goal().isReached(result.ratio()) ? "reached" : "missed",
        figures == null ? "" : figures.filesAdded() + " " + figures.filesRemoved(),
        figures == null
            ? ""
            : String.format(
                Locale.ROOT,
                "%.1f %.1f",
                figures.bytesAdded() / MEGABYTE,
                figures.bytesRemoved() / MEGABYTE));
  }

  private static String number(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
