package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFileTest {
  private static final Instant START = Instant.parse("2025-01-31T12:00:00Z");

  @TempDir private Path directory;
  private final TestClock clock = new TestClock();
  private Path path;
  private LeaseFile first;
  private LeaseFile second;

  @BeforeEach
  void setUp() {
    path = directory.resolve("table/_tributary/lease.json");
    first = lease(new LeaseHolder("run-1", "host-a", 17, START));
    second = lease(new LeaseHolder("run-2", "host-b", 18, START));
  }

  @Test
  void aSecondRunIsToldWhoHoldsTheTableSinceWhenAndWhatToDo() throws IOException {
    first.take();
    clock.pass(Duration.ofMinutes(1));
    first.renew();
    clock.pass(Duration.ofMinutes(4));

    assertThatThrownBy(second::take)
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot load "
                + directory.resolve("table")
                + ": the run run-1 has been loading it since 2025-01-31T12:00:00Z, as process 17 on"
                + " host-a, and was at work at 2025-01-31T12:01:00Z. Wait until it has ended; if it"
                + " was killed, run again after 2025-01-31T12:06:00Z, or delete "
                + path
                + ".");
  }

  @Test
  void aTableThatWasGivenBackIsFree() throws IOException {
    first.take();
    first.release();
    assertThat(path).doesNotExist();

    second.take();

    assertThatThrownBy(first::take).hasMessageContaining("the run run-2");
  }

  @Test
  void aHolderWhoWasNotHeardOfForFiveMinutesLosesIt() throws IOException {
    first.take();
    clock.pass(Duration.ofMinutes(5).minusMillis(1));
    assertThatThrownBy(second::take).isInstanceOf(DeltaTableException.class);
    clock.pass(Duration.ofMillis(1));

    second.take();

    String taken = Files.readString(path);
    assertThat(taken).contains("run-2");
    first.renew();
    first.release();
    assertThat(Files.readString(path)).as("after the first one woke up").isEqualTo(taken);
  }

  @Test
  void aProcessThatHasEndedOnThisMachineHoldsNothing() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    process.waitFor();
    LeaseHolder here = LeaseHolder.ofThisProcess("run-2");
    lease(new LeaseHolder("run-1", here.host(), process.pid(), START)).take();

    assertThatCode(lease(here)::take).doesNotThrowAnyException();
  }

  @Test
  void aNumberThatAnotherProcessHasNowHoldsNothing() throws IOException {
    LeaseHolder here = LeaseHolder.ofThisProcess("run-2");
    assertThat(here.processStart()).isNotNull();
    var before = here.processStart().minusSeconds(60);
    lease(new LeaseHolder("run-1", here.host(), here.process(), before)).take();

    assertThatCode(lease(here)::take).doesNotThrowAnyException();
  }

  @Test
  void aProcessThatIsAtWorkHoldsItAlsoOnThisMachine() throws IOException {
    lease(LeaseHolder.ofThisProcess("run-1")).take();

    assertThatThrownBy(() -> lease(LeaseHolder.ofThisProcess("run-2")).take())
        .isInstanceOf(DeltaTableException.class);
  }

  @Test
  void halfOfALeaseIsNone() throws IOException {
    first.take();
    String whole = Files.readString(path);
    Files.writeString(path, whole.substring(0, whole.length() / 2));

    second.take();

    assertThat(Files.readString(path)).contains("run-2");
  }

  @Test
  void aRunHoldsItsTableUntilItIsClosedAlsoWhereItIsInterrupted() {
    var target = target();
    DeltaLease lease = DeltaDestination.open(target).lease("run-1");
    assertThat(lease).hasToString("the lease " + path + " of the run run-1");
    assertThatThrownBy(() -> DeltaDestination.open(target).lease("run-2"))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("the run run-1 has been loading it");

    Thread.currentThread().interrupt();
    lease.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(path).doesNotExist();
    assertThatCode(() -> DeltaDestination.open(target).lease("run-2").close())
        .doesNotThrowAnyException();
  }

  private DeltaTarget target() {
    return new DeltaTarget(
        directory.resolve("table").toString(),
        TestTable.SCHEMA.toJson(),
        List.of(),
        List.of(),
        WriteMode.APPEND,
        Duration.ofDays(2),
        Map.of());
  }

  private LeaseFile lease(LeaseHolder holder) {
    return new LeaseFile(new TestTable(directory.resolve("table")).open(), holder, clock);
  }

  private static final class TestClock extends Clock {
    private Instant now = START;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
