package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.lakeflow.ReadProgress;
import dev.tributary.connectors.ReadMetrics.Wait;
import dev.tributary.pipelines.TableProgress;
import dev.tributary.pipelines.TableProgress.Phase;
import dev.tributary.pipelines.TableReport.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
  private final StringWriter written = new StringWriter();
  private final TestClock clock = new TestClock();
  private final ProgressPrinter printer = new ProgressPrinter(new PrintWriter(written), clock);

  @Test
  void aTableHasALineEveryTenSeconds() {
    printer.started("a");
    for (int second = 1; second <= 25; second++) {
      clock.pass(Duration.ofSeconds(1));
      printer.loading(
          "a", new TableProgress(second * 1_000, second, Phase.READING, Optional.empty()));
    }

    assertThat(lines())
        .containsExactly("a: 10,000 rows read in 10 pages", "a: 20,000 rows read in 20 pages");
  }

  @Test
  void aLineTellsWhatIsWaitedForAndDone() {
    printer.started("a");
    var wait = new ReadProgress.Wait(Wait.RATE_LIMIT, clock.instant().plusSeconds(70));
    clock.pass(Duration.ofSeconds(10));
    printer.loading("a", new TableProgress(5, 1, Phase.READING, Optional.of(wait)));
    clock.pass(Duration.ofSeconds(10));
    printer.loading("a", new TableProgress(5, 1, Phase.MERGING, Optional.of(wait)));

    assertThat(lines())
        .containsExactly(
            "a: 5 rows read in 1 pages, rate limit until 12:01:10, in 1:00",
            "a: 5 rows read in 1 pages, merging");
  }

  @Test
  void commitsAndErrorsHaveLines() {
    printer.epochCommitted("a", Reports.of("a", Status.DONE, null));
    printer.refreshCommitted("a", Reports.of("a", Status.DONE, null));
    printer.finished("a", Reports.of("a", Status.FAILED, "HTTP 503"));

    assertThat(lines())
        .containsExactly(
            "a: committed version 3, 1,234 rows read so far",
            "a: committed a part of the full refresh, 1,234 rows read so far",
            "a: FAILED: HTTP 503");
  }

  @Test
  void withoutProgressErrorsAreToldAlone() {
    var notices = new NoticePrinter(new PrintWriter(written));

    notices.started("a");
    notices.epochCommitted("a", Reports.of("a", Status.DONE, null));
    notices.finished("a", Reports.of("a", Status.FAILED, "HTTP 503"));

    assertThat(lines()).containsExactly("a: FAILED: HTTP 503");
  }

  private List<String> lines() {
    return written.toString().lines().toList();
  }
}
