package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.cli.Guide.Give;
import dev.tributary.cli.Guide.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideTest {
  @TempDir private Path directory;

  @Test
  void filesAndCommandsAreStepsInTheirOrder() throws IOException {
    assertThat(
            Guide.steps(
                page(
                    "Write `a/b.json`:",
                    "",
                    "```json",
                    "{}",
                    "```",
                    "",
                    "Then:",
                    "",
                    "```console",
                    "$ one \\",
                    "    two",
                    "a",
                    "b",
                    "$ three",
                    "```")))
        .containsExactly(
            new Write(3, "a/b.json", "{}\n"),
            new Give(10, "one two", List.of("a", "b")),
            new Give(14, "three", List.of()));
  }

  @Test
  void aBlockThatNobodyCouldFollowIsRefused() throws IOException {
    Path nameless = page("Write this:", "```json", "{}", "```");
    assertThatThrownBy(() -> Guide.steps(nameless)).hasMessageStartingWith("Line 2: the block");

    Path commandless = page("```console", "output", "```");
    assertThatThrownBy(() -> Guide.steps(commandless)).hasMessageStartingWith("Line 2: no command");
  }

  @Test
  void onlyWhatIsLeftOpenMayDiffer() {
    List<String> shown = List.of("port …, day 1", "…", "end");

    assertThat(Guide.shows(shown, "port 17, day 1\nend\n")).isTrue();
    assertThat(Guide.shows(shown, "port 17, day 1\nmore\nmore\nend\n")).isTrue();
    assertThat(Guide.shows(shown, "port 17, day 2\nend\n")).isFalse();
    assertThat(Guide.shows(shown, "port 17, day 1\nend\nmore\n")).isFalse();
    assertThat(Guide.shows(List.of("a.b"), "axb\n")).isFalse();
    assertThat(Guide.shows(List.of(), "unexpected\n")).isFalse();
  }

  private Path page(String... lines) throws IOException {
    return Files.write(directory.resolve("page.md"), List.of(lines));
  }
}
