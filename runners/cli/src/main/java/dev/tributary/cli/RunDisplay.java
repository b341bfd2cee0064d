package dev.tributary.cli;

import dev.tributary.pipelines.RunListener;
import dev.tributary.pipelines.TableReport;
import java.util.ArrayList;
import java.util.List;

/** Shows on standard error how a run goes on. Safe for use by any thread. */
interface RunDisplay extends RunListener, AutoCloseable {

  /** Prints a line that has nothing to do with one table. */
  void tell(String line);

  @Override
  default void close() {}

  /** What a user must know of a table that has ended: a line each. */
  static List<String> notices(String table, TableReport report) {
    List<String> lines = new ArrayList<>();
    if (!report.isSuccess()) {
      lines.add(table + ": " + report.status() + ": " + report.error());
    }
    report.warnings().forEach(warning -> lines.add(table + ": " + warning));
    if (!report.unknownFields().isEmpty()) {
      lines.add(
          table
              + ": fields that the table has no column for: "
              + String.join(", ", report.unknownFields().keySet().stream().sorted().toList()));
    }
    return lines;
  }
}
