package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Command.Result;
import org.junit.jupiter.api.Test;

class ColorsTest {
  private static final String BOLD = "\u001b[1m";

  @Test
  void helpHasColoursIfAskedTo() {
    assertThat(Command.run("run", "--help", "--color=always").out()).contains(BOLD);
    assertThat(Command.run("--color=always", "run", "--help").out()).contains(BOLD);
    assertThat(Command.run("state", "show", "--color=always", "--help").out()).contains(BOLD);
    assertThat(Command.run("run", "--help", "--color=never").out()).doesNotContain("\u001b");
  }

  @Test
  void whatIsNoTerminalGetsNoColours() {
    assertThat(Command.run("run", "--help").out()).doesNotContain("\u001b");
  }

  @Test
  void anotherWordIsRefused() {
    Result run = Command.run("run", "--spec=example", "--color=blue");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--color").contains("AUTO, ALWAYS, NEVER");
  }

  @Test
  void aVariableTakesColoursAwayIfItHasAValue() {
    assertThat(Colors.areWelcome(null)).isTrue();
    assertThat(Colors.areWelcome("")).isTrue();
    assertThat(Colors.areWelcome("0")).isFalse();
  }
}
