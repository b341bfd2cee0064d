package dev.tributary.cli;

import dev.tributary.pipelines.RunListener;
import dev.tributary.pipelines.TableReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Prints how a run goes on: a line for every table every ten seconds, and one for each commit. */
final class ProgressPrinter implements RunListener {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final PrintWriter err;
  private final Map<String, Long> lastLine = new ConcurrentHashMap<>();

  ProgressPrinter(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void started(String table) {
    lastLine.put(table, System.nanoTime());
  }

  @Override
  public void reading(String table, long records, long pages) {
    long now = System.nanoTime();
    if (now - lastLine.get(table) >= INTERVAL_NANOS) {
      lastLine.put(table, now);
      print(String.format(Locale.ROOT, "%s: %,d rows read in %,d pages", table, records, pages));
    }
  }

  @Override
  public void epochCommitted(String table, TableReport soFar) {
    print(
        String.format(
            Locale.ROOT,
            "%s: committed version %d, %,d rows read so far",
            table,
            soFar.versionAfter(),
            soFar.rowsRead()));
  }

  @Override
  public void refreshCommitted(String table, TableReport soFar) {
    print(
        String.format(
            Locale.ROOT,
            "%s: committed a part of the full refresh, %,d rows read so far",
            table,
            soFar.rowsRead()));
  }

  @Override
  public void finished(TableReport report) {
    if (!report.isSuccess()) {
      print(report.name() + ": " + report.status() + ": " + report.error());
    }
    report.warnings().forEach(warning -> print(report.name() + ": " + warning));
    if (!report.unknownFields().isEmpty()) {
      print(
          report.name()
              + ": fields that the table has no column for: "
              + String.join(", ", report.unknownFields().keySet().stream().sorted().toList()));
    }
  }

  private synchronized void print(String line) {
    err.println(line);
    err.flush();
  }
}
