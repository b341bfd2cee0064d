package dev.tributary.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows that gets some text: enough of one for what {@link LiveScreen} writes. */
final class Screen {
  private static final Pattern CONTROL = Pattern.compile("\u001b\\[(\\d*)([AKJm])");

  private Screen() {}

  /** The lines that are there in the end, without colours. */
  static List<String> of(String text, int columns) {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    int row = 0;
    int column = 0;
    Matcher control = CONTROL.matcher(text);
    for (int at = 0; at < text.length(); ) {
      char sign = text.charAt(at);
      if (sign == '\u001b') {
        if (!control.find(at) || control.start() != at) {
          throw new AssertionError("No control sequence at " + at + " of " + text);
        }
        at = control.end();
        switch (control.group(2)) {
          case "A" -> row -= Integer.parseInt(control.group(1));
          case "K" -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
          case "J" -> {
            lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            lines.subList(row + 1, lines.size()).clear();
          }
          default -> {}
        }
        if (row < 0) {
          throw new AssertionError("Above the first line: " + text);
        }
        continue;
      }
      at++;
      if (sign == '\r') {
        column = 0;
        continue;
      }
      if (sign == '\n' || column == columns) {
        row++;
        column = 0;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      }
      if (sign != '\n') {
        StringBuilder line = lines.get(row);
        line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
        line.setCharAt(column++, sign);
      }
    }
    List<String> shown = lines.stream().map(line -> line.toString().stripTrailing()).toList();
    return shown.get(shown.size() - 1).isEmpty() ? shown.subList(0, shown.size() - 1) : shown;
  }
}
