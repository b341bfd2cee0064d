package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void theSizeIsReadFromStty() {
    assertThat(Terminal.of("50 120\n")).contains(new Terminal(50, 120));
  }

  @Test
  void aTerminalThatDoesNotKnowItsSizeHasTheUsualOne() {
    assertThat(Terminal.of("0 0\n")).contains(new Terminal(24, 80));
  }

  @Test
  void whatIsNoSizeIsNoTerminal() {
    assertThat(Terminal.of("")).isEmpty();
    assertThat(Terminal.of("stty: invalid argument")).isEmpty();
  }
}
