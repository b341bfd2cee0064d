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
import picocli.CommandLine.Help.Ansi;

class LiveProgressTest {
  private final StringWriter written = new StringWriter();
  private final TestClock clock = new TestClock();
  private Terminal terminal = new Terminal(24, 90);
  private LiveProgress progress = progress(Ansi.OFF, 3);

  @Test
  void aTableBegins() {
    progress.started("orders");

    assertThat(shown())
        .containsExactly(
            "orders  begins               0 rows        0 pages  0:00",
            "0 of 3 tables ended, 0:00");
  }

  @Test
  void aTableThatIsReadTellsItsSpeedOfTheLastSeconds() {
    progress.started("orders");
    for (int second = 1; second <= 60; second++) {
      clock.pass(Duration.ofSeconds(1));
      progress.loading("orders", reading(second <= 40 ? 0 : (second - 40) * 500L));
    }

    assertThat(shown())
        .containsExactly(
            "orders  reading         10,000 rows        7 pages  500 rows/s",
            "0 of 3 tables ended, 1:00");
  }

  @Test
  void aWaitTellsUntilWhenAndIsForgottenWhenItIsOver() {
    progress.started("orders");
    var wait = new ReadProgress.Wait(Wait.RATE_LIMIT, clock.instant().plusSeconds(151));
    progress.loading("orders", new TableProgress(12, 1, Phase.READING, Optional.of(wait)));

    assertThat(shown().get(0))
        .isEqualTo(
            "orders  waiting             12 rows        1 pages  rate limit until 12:02:31, in 2:31");

    clock.pass(Duration.ofSeconds(151));
    assertThat(shown().get(0)).startsWith("orders  reading");
  }

  @Test
  void anotherTryIsAWaitOfItsOwnKind() {
    var wait = new ReadProgress.Wait(Wait.RETRY, clock.instant().plusSeconds(4_000));
    progress.loading("orders", new TableProgress(12, 1, Phase.READING, Optional.of(wait)));

    assertThat(shown().get(0)).endsWith("another try at 13:06:40, in 1:06:40");
  }

  @Test
  void mergingAndCommitsAreTold() {
    progress.started("orders");
    clock.pass(Duration.ofSeconds(75));
    progress.loading("orders", new TableProgress(12, 1, Phase.MERGING, Optional.empty()));
    assertThat(shown().get(0))
        .isEqualTo("orders  merging             12 rows        1 pages  1:15");

    progress.epochCommitted("orders", Reports.of("orders", Status.DONE, null));
    assertThat(shown().get(0))
        .isEqualTo("orders  committed           12 rows        1 pages  version 3");

    progress.refreshCommitted("orders", Reports.of("orders", Status.DONE, null));
    assertThat(shown().get(0)).endsWith("a part of the full refresh");
  }

  @Test
  void theEndOfATableIsTold() {
    progress.started("a");
    progress.finished("a", Reports.of("a", Status.DONE, null));

    assertThat(shown())
        .containsExactly(
            "a  DONE             1,234 rows        0 pages  3.2 s", "1 of 3 tables ended, 0:00");
  }

  @Test
  void errorsAndOtherTextStayAboveTheLines() {
    progress.started("a");
    progress.draw();
    progress.finished("a", Reports.of("a", Status.FAILED, "HTTP 503"));
    progress.tell("WARN Something");

    assertThat(shown())
        .containsExactly(
            "a: FAILED: HTTP 503",
            "WARN Something",
            "a  FAILED           1,234 rows        0 pages  3.2 s",
            "1 of 3 tables ended, 0:00");

    progress.close();
    assertThat(Screen.of(written.toString(), 90))
        .containsExactly("a: FAILED: HTTP 503", "WARN Something");
  }

  @Test
  void columnsAreOneBelowTheOther() {
    progress.started("production.online_shop.orders_history");
    progress.started("日本");

    assertThat(shown().subList(0, 2))
        .containsExactly(
            "production.online_shop.orders…  begins               0 rows        0 pages  0:00",
            "日本                            begins               0 rows        0 pages  0:00");
  }

  @Test
  void noLineIsAsWideAsTheTerminal() {
    terminal = new Terminal(24, 40);
    progress.started("orders");

    assertThat(shown())
        .containsExactly("orders  begins               0 rows   …", "0 of 3 tables ended, 0:00")
        .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThan(41));
  }

  @Test
  void tablesThatHaveEndedGiveWayWhereThereIsNoRoom() {
    terminal = new Terminal(5, 90);
    for (String table : List.of("a", "b", "c", "d", "e")) {
      progress.started(table);
    }
    progress.finished("b", Reports.of("b", Status.DONE, null));

    assertThat(shown())
        .extracting(line -> line.substring(0, 2))
        .containsExactly("a ", "c ", "d ", "1 ");

    terminal = new Terminal(1, 90);
    assertThat(shown()).hasSize(2);
  }

  @Test
  void namesCannotControlTheTerminal() {
    progress.started("a\u001b[2Jb");

    assertThat(shown().get(0)).startsWith("a\\u001b[2Jb  begins");
  }

  @Test
  void coloursAreThereOnlyWhereTheyAreWanted() {
    progress.started("a");
    progress.draw();
    assertThat(written.toString()).doesNotContain("[32m").doesNotContain("[36m");

    progress = progress(Ansi.ON, 1);
    progress.started("a");
    progress.started("b");
    progress.finished("b", Reports.of("b", Status.DONE, null));
    progress.draw();

    assertThat(written.toString())
        .contains("a  \u001b[36mbegins\u001b[39m\u001b[0m   ")
        .contains("b  \u001b[32mDONE\u001b[39m\u001b[0m     ");
  }

  private LiveProgress progress(Ansi ansi, int tables) {
    return new LiveProgress(
        new LiveScreen(new PrintWriter(written), () -> terminal), ansi, tables, clock);
  }

  private static TableProgress reading(long records) {
    return new TableProgress(records, 7, Phase.READING, Optional.empty());
  }

  private List<String> shown() {
    progress.draw();
    return Screen.of(written.toString(), terminal.columns());
  }
}
