package dev.tributary.cli;

import dev.tributary.pipelines.TableProgress;
import dev.tributary.pipelines.TableReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Prints how a run goes on: a line for every table every ten seconds, and one for each commit. */
final class ProgressPrinter extends NoticePrinter {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<String, Instant> lastLine = new ConcurrentHashMap<>();

  ProgressPrinter(PrintWriter err, Clock clock) {
    super(err);
    this.clock = clock;
  }

  @Override
  public void started(String table) {
    lastLine.put(table, clock.instant());
  }

  @Override
  public void loading(String table, TableProgress progress) {
    Instant now = clock.instant();
    if (Duration.between(lastLine.get(table), now).compareTo(INTERVAL) >= 0) {
      lastLine.put(table, now);
      tell(
          String.format(
              Locale.ROOT,
              "%s: %,d rows read in %,d pages%s",
              table,
              progress.records(),
              progress.pages(),
              what(progress)));
    }
  }

  private String what(TableProgress progress) {
    return switch (progress.phase()) {
      case READING ->
          progress
              .lastWait()
              .flatMap(wait -> Waits.describe(wait, clock))
              .map(", "::concat)
              .orElse("");
      case MERGING -> ", merging";
    };
  }

  @Override
  public void epochCommitted(String table, TableReport soFar) {
    tell(
        String.format(
            Locale.ROOT,
            "%s: committed version %d, %,d rows read so far",
            table,
            soFar.versionAfter(),
            soFar.rowsRead()));
  }

  @Override
  public void refreshCommitted(String table, TableReport soFar) {
    tell(
        String.format(
            Locale.ROOT,
            "%s: committed a part of the full refresh, %,d rows read so far",
            table,
            soFar.rowsRead()));
  }
}
