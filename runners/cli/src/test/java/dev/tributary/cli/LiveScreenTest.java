package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.LiveScreen.Line;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private final StringWriter written = new StringWriter();
  private Terminal terminal = new Terminal(24, 20);
  private final LiveScreen screen = new LiveScreen(new PrintWriter(written), () -> terminal);

  @Test
  void linesTakeThePlaceOfThoseBefore() {
    screen.draw(lines("one", "two is long"));
    screen.draw(lines("1", "2", "3"));
    screen.draw(lines("i"));

    assertThat(shown()).containsExactly("i");
  }

  @Test
  void whatIsPrintedStaysAboveThem() {
    screen.print("first");
    screen.draw(lines("one", "two"));
    screen.print("a longer line than there is room for");
    screen.draw(lines("1", "2"));
    screen.print("last");

    assertThat(shown())
        .containsExactly("first", "a longer line than t", "here is room for", "last", "1", "2");
  }

  @Test
  void nothingIsLeftOfThemInTheEnd() {
    screen.draw(lines("one", "two"));
    screen.print("stays");
    screen.erase();
    screen.print("behind");

    assertThat(shown()).containsExactly("stays", "behind");
  }

  @Test
  void aTerminalThatBecomesNarrowerIsDrawnOnFromTheRightLine() {
    screen.print("stays");
    screen.draw(lines("0123456789abcdef", "short"));
    terminal = new Terminal(24, 10);
    // The terminal breaks the line that is there; so does this one.
    String broken = written.toString();
    written.getBuffer().setLength(0);
    screen.draw(lines("narrow"));

    assertThat(Screen.of(broken + written, 10)).containsExactly("stays", "narrow");
  }

  @Test
  void coloursTakeNoRoom() {
    terminal = new Terminal(24, 4);
    screen.print("on");
    screen.draw(List.of(new Line("abc", "\u001b[32mabc\u001b[0m")));
    screen.draw(lines("d"));

    assertThat(Screen.of(written.toString(), 4)).containsExactly("on", "d");
  }

  private List<String> shown() {
    return Screen.of(written.toString(), 20);
  }

  private static List<Line> lines(String... lines) {
    return Stream.of(lines).map(line -> new Line(line, line)).toList();
  }
}
