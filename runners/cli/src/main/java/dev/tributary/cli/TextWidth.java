package dev.tributary.cli;

/** How much room text takes in a terminal, and how to keep it within some. */
final class TextWidth {
  private static final int JOINER = 0x200D;

  private TextWidth() {}

  /** The columns that a text takes: most signs one, those of East Asia and pictures two. */
  static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /**
   * The text in one line, cut with an ellipsis where it is longer. What would move the cursor,
   * colour the terminal or turn the direction of writing is escaped as in Java.
   */
  static String fit(String text, int most) {
    var fitted = new StringBuilder();
    int width = 0;
    int cut = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int sign = text.codePointAt(at);
      String shown = isHarmless(sign) ? Character.toString(sign) : escape(sign);
      width += of(shown);
      fitted.append(shown);
      if (width < most) {
        cut = fitted.length();
      }
      if (width > most) {
        return fitted.substring(0, cut) + "…";
      }
    }
    return fitted.toString();
  }

  private static boolean isHarmless(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> sign == JOINER;
      default -> true;
    };
  }

  private static String escape(int sign) {
    return switch (sign) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", sign);
    };
  }

  private static int of(int sign) {
    int type = Character.getType(sign);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(sign) ? 2 : 1;
  }

  /** Unicode's East_Asian_Width W and F, by blocks. */
  private static boolean isWide(int sign) {
    return (sign >= 0x1100 && sign <= 0x115F)
        || (sign >= 0x2E80 && sign <= 0xA4CF)
        || (sign >= 0xAC00 && sign <= 0xD7A3)
        || (sign >= 0xF900 && sign <= 0xFAFF)
        || (sign >= 0xFE30 && sign <= 0xFE6F)
        || (sign >= 0xFF00 && sign <= 0xFF60)
        || (sign >= 0xFFE0 && sign <= 0xFFE6)
        || (sign >= 0x1F300 && sign <= 0x1FAFF)
        || (sign >= 0x20000 && sign <= 0x3FFFD);
  }
}
