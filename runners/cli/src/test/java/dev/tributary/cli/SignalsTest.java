package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
  /** What a process does with it by itself is nothing. */
  private static final String HARMLESS = "WINCH";

  private final Semaphore heard = new Semaphore(0);

  @Test
  void aSignalIsHeardWhileItIsOpen() throws Exception {
    var outer = new Semaphore(0);
    try (var before = new Signals().on(HARMLESS, outer::release)) {
      try (var signals = new Signals().on(HARMLESS, heard::release)) {
        assertThat(signals).isNotNull();
        send();
        assertThat(heard.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(before).isNotNull();
      send();
      assertThat(outer.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(heard.availablePermits()).isZero();
  }

  @Test
  void signalsThatCannotBeHeardAreLeftAlone() {
    try (var signals = new Signals().on("KILL", heard::release).on("NONE", heard::release)) {
      assertThat(signals).isNotNull();
    }
  }

  private static void send() throws IOException, InterruptedException {
    long process = ProcessHandle.current().pid();
    assertThat(
            new ProcessBuilder("sh", "-c", "kill -" + HARMLESS + " " + process).start().waitFor())
        .isZero();
  }
}
