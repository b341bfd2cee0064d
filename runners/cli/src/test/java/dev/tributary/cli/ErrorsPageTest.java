package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} lists the errors of users: every one, and no other. */
class ErrorsPageTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/errors.md");

  /** Their errors are met by who writes a connector or measures, or by a connector alone. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "(benchmarks|mutants|connectors/contract-tests)/.*" + "|.*/simulators/\\w+/\\w+\\.java");

  private static Set<String> made;

  @BeforeAll
  static void read() throws IOException {
    made = ErrorMessages.in(sources());
  }

  @Test
  void itListsEveryErrorThatTheSourcesMake() throws IOException {
    assertThat(made)
        .as("the collector finds what everybody knows")
        .contains("Unknown option '…'. …");
    Set<String> missing = new TreeSet<>(made);
    missing.removeAll(listed());
    assertThat(missing)
        .as("errors that docs/errors.md does not list: add them under a heading")
        .isEmpty();
  }

  @Test
  void itListsNoErrorThatNobodyMakes() throws IOException {
    Set<String> stale = new TreeSet<>(listed());
    stale.removeAll(made);

    assertThat(stale).as("errors of docs/errors.md that are no more").isEmpty();
  }

  @Test
  void everyHeadingHasAPatternAndSaysWhatToDo() throws IOException {
    String[] entries = Files.readString(PAGE).split("(?m)^### ");
    for (int i = 1; i < entries.length; i++) {
      assertThat(entries[i]).contains("```\n").containsPattern("(?s)```\n.*```\n\n.*[.]");
    }
    assertThat(Stream.of(entries).skip(1).map(entry -> entry.lines().findFirst().orElseThrow()))
        .as("headings, which links point to")
        .doesNotHaveDuplicates();
  }

  private static Set<String> listed() throws IOException {
    var listed = new TreeSet<String>();
    boolean isPattern = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("```")) {
        isPattern = !isPattern;
      } else if (isPattern) {
        assertThat(listed.add(line)).as("listed twice: " + line).isTrue();
      }
    }
    return listed;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> ROOT.relativize(file).toString().contains("src/main/java/dev"))
          .filter(file -> !LEFT_OUT.matcher(ROOT.relativize(file).toString()).matches())
          .sorted()
          .toList();
    }
  }
}
