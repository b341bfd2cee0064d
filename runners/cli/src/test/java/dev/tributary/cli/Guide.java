package dev.tributary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of a page: files, which are blocks behind a line that ends in the file's name, as in
 * {@code `shop.json`:}, and commands, which are blocks of {@code console} with what they print.
 */
final class Guide {
  private static final Pattern FILE = Pattern.compile(".*`([^` ]+)`:");

  private final List<Step> steps = new ArrayList<>();

  /** What a reader does. */
  sealed interface Step {
    int line();
  }

  /** A file is written. */
  record Write(int line, String file, String text) implements Step {}

  /**
   * A command is given.
   *
   * @param output the lines that the page shows; {@code …} is anything, and alone in a line any
   *     number of lines
   */
  record Give(int line, String command, List<String> output) implements Step {}

  private Guide() {}

  static List<Step> steps(Path page) throws IOException {
    var guide = new Guide();
    guide.read(Files.readAllLines(page));
    return guide.steps;
  }

  private void read(List<String> lines) {
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.startsWith("```")) {
        before = line.isBlank() ? before : line;
        continue;
      }
      int end = i + 1;
      while (!lines.get(end).startsWith("```")) {
        end++;
      }
      List<String> block = lines.subList(i + 1, end);
      Matcher file = FILE.matcher(before);
      if (line.equals("```console")) {
        commands(i + 2, block);
      } else if (file.matches()) {
        steps.add(new Write(i + 1, file.group(1), String.join("\n", block) + "\n"));
      } else {
        throw new IllegalArgumentException(
            "Line " + (i + 1) + ": the block is neither of commands nor of a file that is named");
      }
      before = "";
      i = end;
    }
  }

  private void commands(int first, List<String> block) {
    int i = 0;
    while (i < block.size()) {
      int begin = i;
      if (!block.get(i).startsWith("$ ")) {
        throw new IllegalArgumentException(
            "Line " + (first + i) + ": no command, '$ …', before it");
      }
      var command = new StringBuilder(block.get(i).substring(2));
      while (command.toString().endsWith("\\")) {
        i++;
        command.setLength(command.length() - 1);
        command.append(block.get(i).strip());
      }
      i++;
      List<String> output = new ArrayList<>();
      while (i < block.size() && !block.get(i).startsWith("$ ")) {
        output.add(block.get(i));
        i++;
      }
      steps.add(new Give(first + begin, command.toString(), output));
    }
  }

  /** Whether a command printed what its page shows. */
  static boolean shows(List<String> shown, String printed) {
    var pattern = new StringBuilder();
    for (String line : shown) {
      if (line.strip().equals("…")) {
        pattern.append("(?:.*\n)*?");
      } else {
        for (String part : line.stripTrailing().split("…", -1)) {
          pattern.append(Pattern.quote(part)).append(".*");
        }
        pattern.setLength(pattern.length() - 2);
        pattern.append(" *\n");
      }
    }
    return Pattern.matches(pattern.toString(), printed.endsWith("\n") ? printed : printed + "\n");
  }
}
