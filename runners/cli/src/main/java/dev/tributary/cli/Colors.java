package dev.tributary.cli;

import picocli.CommandLine.Help.Ansi;

/** When there are colours. */
enum Colors {
  /** On a terminal, unless the environment variable {@code NO_COLOR} is set. */
  AUTO(Ansi.AUTO),
  ALWAYS(Ansi.ON),
  NEVER(Ansi.OFF);

  private final Ansi ansi;

  Colors(Ansi ansi) {
    this.ansi = ansi;
  }

  Ansi ansi() {
    return ansi;
  }

  /** What <a href="https://no-color.org">no-color.org</a> says of a terminal. */
  static boolean areWelcome(String noColor) {
    return noColor == null || noColor.isEmpty();
  }
}
