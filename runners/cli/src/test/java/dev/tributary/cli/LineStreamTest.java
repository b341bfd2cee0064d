package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineStreamTest {
  private final List<String> lines = new ArrayList<>();
  private final PrintStream stream =
      new PrintStream(
          new LineStream(StandardCharsets.UTF_8, lines::add), true, StandardCharsets.UTF_8);

  @Test
  void linesAreHandedOnWhenTheyEnd() {
    stream.print("grü");
    assertThat(lines).isEmpty();

    stream.print("n\r\n\nred\nhal");
    assertThat(lines).containsExactly("grün", "", "red");

    stream.close();
    assertThat(lines).containsExactly("grün", "", "red", "hal");
  }
}
