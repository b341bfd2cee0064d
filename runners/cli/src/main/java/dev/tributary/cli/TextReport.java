package dev.tributary.cli;

import dev.tributary.pipelines.RunReport;
import dev.tributary.pipelines.TableReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a run's report as a table for people. */
final class TextReport {
  private static final List<String> HEADER =
      List.of("table", "status", "read", "inserted", "updated", "deleted", "version", "seconds");

  /** Texts from the left, numbers from the right. */
  private static final int TEXT_COLUMNS = 2;

  private final String warehouse;

  TextReport(String warehouse) {
    this.warehouse = warehouse;
  }

  void print(RunReport report, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    report.tables().forEach(table -> rows.add(row(table)));
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    rows.forEach(row -> out.println(line(row, widths)));
    if (report.tables().stream().anyMatch(table -> table.versionAfter() >= 0)) {
      out.println("Tables are in " + warehouse + ".");
    }
  }

  private static List<String> row(TableReport table) {
    return List.of(
        table.destination(),
        table.status().name(),
        number(table.rowsRead()),
        number(table.figures().inserted()),
        number(table.figures().updated()),
        number(table.figures().deleted()),
        table.versionAfter() < 0 ? "-" : number(table.versionAfter()),
        String.format(Locale.ROOT, "%.1f", table.seconds()));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(i < TEXT_COLUMNS ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
