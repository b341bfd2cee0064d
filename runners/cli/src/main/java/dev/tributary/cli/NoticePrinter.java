package dev.tributary.cli;

import dev.tributary.pipelines.TableReport;
import java.io.PrintWriter;

/** Prints what a user must know of tables that have ended, and not how a run goes on. */
class NoticePrinter implements RunDisplay {
  private final PrintWriter err;

  NoticePrinter(PrintWriter err) {
    this.err = err;
  }

  @Override
  public final void finished(String table, TableReport report) {
    RunDisplay.notices(table, report).forEach(this::tell);
  }

  @Override
  public final synchronized void tell(String line) {
    err.println(line);
    err.flush();
  }
}
