package dev.tributary.cli;

import dev.tributary.cli.LiveScreen.Line;
import dev.tributary.pipelines.TableProgress;
import dev.tributary.pipelines.TableReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** How far a table is, as one line of a terminal. Not safe for concurrent use. */
final class TableLine {
  /** Rows a second are those of the last seconds, or a wait would be noticed too late. */
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final String table;
  private final Clock clock;
  private final Instant begin;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private TableProgress progress;
  private String committed;
  private TableReport report;

  private record Sample(Instant time, long records) {}

  TableLine(String table, Clock clock) {
    this.table = table;
    this.clock = clock;
    this.begin = clock.instant();
    samples.add(new Sample(begin, 0));
  }

  void loading(TableProgress soFar) {
    progress = soFar;
    committed = null;
    Instant now = clock.instant();
    samples.add(new Sample(now, soFar.records()));
    while (samples.size() > 2 && samples.peekFirst().time().isBefore(now.minus(WINDOW))) {
      samples.removeFirst();
    }
  }

  void committed(String what) {
    committed = what;
  }

  void finished(TableReport end) {
    report = end;
  }

  boolean isFinished() {
    return report != null;
  }

  int labelWidth() {
    return TextWidth.of(label(Integer.MAX_VALUE));
  }

  /**
   * The line.
   *
   * @param labelWidth the room for the table's name, the same in all lines
   * @param columns the room for all of it
   */
  Line line(int labelWidth, int columns, Ansi ansi) {
    String label = label(labelWidth);
    String head = label + " ".repeat(labelWidth - TextWidth.of(label)) + "  ";
    String state = state();
    String plain =
        TextWidth.fit(
            head + String.format(Locale.ROOT, "%-9s", state) + figures() + "  " + detail(),
            columns - 1);
    int end = head.length() + state.length();
    return new Line(
        plain,
        plain.startsWith(head + state)
            ? head + ansi.string("@|" + style() + " " + state + "|@") + plain.substring(end)
            : plain);
  }

  private String label(int width) {
    return TextWidth.fit(table, width);
  }

  private String state() {
    if (report != null) {
      return report.status().name();
    }
    if (committed != null) {
      return "committed";
    }
    if (progress == null) {
      return "begins";
    }
    return waitsFor().isPresent() ? "waiting" : progress.phase().name().toLowerCase(Locale.ROOT);
  }

  private String style() {
    if (report != null) {
      return report.isSuccess() ? "green" : "red";
    }
    return waitsFor().isPresent() ? "yellow" : "cyan";
  }

  private String figures() {
    long records = report != null ? report.rowsRead() : progress == null ? 0 : progress.records();
    long pages =
        report != null ? report.statistics().pages() : progress == null ? 0 : progress.pages();
    return String.format(Locale.ROOT, "%,13d rows %,8d pages", records, pages);
  }

  private String detail() {
    if (report != null) {
      return String.format(Locale.ROOT, "%.1f s", report.seconds());
    }
    if (committed != null) {
      return committed;
    }
    Optional<String> wait = waitsFor();
    return wait.isPresent()
        ? wait.get()
        : progress != null && progress.phase() == TableProgress.Phase.READING
            ? String.format(Locale.ROOT, "%,d rows/s", rowsPerSecond())
            : Waits.time(Duration.between(begin, clock.instant()));
  }

  private Optional<String> waitsFor() {
    return progress != null && progress.phase() == TableProgress.Phase.READING
        ? progress.lastWait().flatMap(wait -> Waits.describe(wait, clock))
        : Optional.empty();
  }

  private long rowsPerSecond() {
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long millis = Duration.between(first.time(), clock.instant()).toMillis();
    return millis == 0 ? 0 : (last.records() - first.records()) * 1_000 / millis;
  }
}
