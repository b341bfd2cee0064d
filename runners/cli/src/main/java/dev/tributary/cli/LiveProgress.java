package dev.tributary.cli;

import dev.tributary.cli.LiveScreen.Line;
import dev.tributary.pipelines.TableProgress;
import dev.tributary.pipelines.TableReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows how a run goes on as lines of a terminal, one a table and one for all, which whoever owns
 * this has drawn a few times a second. When the run is over they go: its report says it all.
 */
class LiveProgress implements RunDisplay {
  private final LiveScreen screen;
  private final Ansi ansi;
  private final int tables;
  private final Clock clock;
  private final Instant begin;
  private final Map<String, TableLine> lines = new LinkedHashMap<>();
  private boolean closed;

  /**
   * The progress of a run that begins.
   *
   * @param ansi whether there are colours
   * @param tables how many tables the run has
   */
  LiveProgress(LiveScreen screen, Ansi ansi, int tables, Clock clock) {
    this.screen = screen;
    this.ansi = ansi;
    this.tables = tables;
    this.clock = clock;
    this.begin = clock.instant();
  }

  @Override
  public final synchronized void started(String table) {
    line(table);
  }

  @Override
  public final synchronized void loading(String table, TableProgress progress) {
    line(table).loading(progress);
  }

  @Override
  public final synchronized void epochCommitted(String table, TableReport soFar) {
    line(table).committed("version " + soFar.versionAfter());
  }

  @Override
  public final synchronized void refreshCommitted(String table, TableReport soFar) {
    line(table).committed("a part of the full refresh");
  }

  @Override
  public final synchronized void finished(String table, TableReport report) {
    line(table).finished(report);
    RunDisplay.notices(table, report).forEach(this::tell);
  }

  private TableLine line(String table) {
    return lines.computeIfAbsent(table, name -> new TableLine(name, clock));
  }

  @Override
  public final void tell(String line) {
    screen.print(line);
  }

  /** Draws the lines as they are now; nothing any more when it is closed. */
  final synchronized void draw() {
    if (closed) {
      return;
    }
    Terminal terminal = screen.terminal();
    // The cursor stands below the lines.
    List<TableLine> shown = fitting(terminal.rows() - 2);
    int labelWidth =
        Math.min(
            shown.stream().mapToInt(TableLine::labelWidth).max().orElse(0),
            Math.max(8, terminal.columns() / 3));
    List<Line> drawn = new ArrayList<>();
    shown.forEach(line -> drawn.add(line.line(labelWidth, terminal.columns(), ansi)));
    String summary = TextWidth.fit(summary(), terminal.columns() - 1);
    drawn.add(new Line(summary, summary));
    screen.draw(drawn);
  }

  /** Tables that have ended give way first. */
  private List<TableLine> fitting(int rows) {
    List<TableLine> all = List.copyOf(lines.values());
    long tooMany = Math.max(0, all.size() - Math.max(1, rows));
    List<TableLine> dropped = all.stream().filter(TableLine::isFinished).limit(tooMany).toList();
    return all.stream().filter(line -> !dropped.contains(line)).limit(Math.max(1, rows)).toList();
  }

  private String summary() {
    long ended = lines.values().stream().filter(TableLine::isFinished).count();
    return ended
        + " of "
        + tables
        + (tables == 1 ? " table" : " tables")
        + " ended, "
        + Waits.time(Duration.between(begin, clock.instant()));
  }

  @Override
  public void close() {
    end();
  }

  private synchronized void end() {
    closed = true;
    screen.erase();
  }
}
