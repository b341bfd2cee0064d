package dev.tributary.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints rows of texts and numbers in columns. */
final class TextTable {
  private TextTable() {}

  /**
   * Prints rows of one length.
   *
   * @param textColumns how many columns stand to the left; the others are numbers
   */
  static void print(List<List<String>> rows, int textColumns, PrintWriter out) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
      }
    }
    rows.forEach(row -> out.println(line(row, widths, textColumns)));
  }

  /** Prints rows of texts alone. */
  static void print(List<List<String>> rows, PrintWriter out) {
    print(rows, rows.get(0).size(), out);
  }

  /** The same in every country. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String line(List<String> row, int[] widths, int textColumns) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - TextWidth.of(row.get(i)));
      line.append(i == 0 ? "" : "  ");
      line.append(i < textColumns ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
