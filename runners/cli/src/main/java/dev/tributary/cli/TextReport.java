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
    TextTable.print(rows, TEXT_COLUMNS, out);
    if (report.tables().stream().anyMatch(table -> table.versionAfter() >= 0)) {
      out.println("Tables are in " + warehouse + ".");
    }
  }

  private static List<String> row(TableReport table) {
    return List.of(
        table.destination(),
        table.status().name(),
        TextTable.number(table.rowsRead()),
        TextTable.number(table.figures().inserted()),
        TextTable.number(table.figures().updated()),
        TextTable.number(table.figures().deleted()),
        table.versionAfter() < 0 ? "-" : TextTable.number(table.versionAfter()),
        String.format(Locale.ROOT, "%.1f", table.seconds()));
  }
}
