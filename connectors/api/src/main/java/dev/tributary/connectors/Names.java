package dev.tributary.connectors;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Names {
  private Names() {}

  /**
   * The candidate closest to a name, if it is close enough to have been meant: at most a third of
   * its letters differ.
   */
  public static Optional<String> closest(String name, Collection<String> candidates) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    boolean close =
        best != null && bestDistance <= Math.max(1, Math.max(name.length(), best.length()) / 3);
    return close ? Optional.of(best) : Optional.empty();
  }

  /** A sentence that names the closest candidate or, where none is close, all of them. */
  public static String suggestion(String name, Collection<String> candidates) {
    return closest(name, candidates)
        .map(candidate -> "Did you mean '" + candidate + "'?")
        .orElseGet(
            () ->
                candidates.isEmpty()
                    ? "There are none."
                    : "There are: " + String.join(", ", candidates) + ".");
  }

  /** The failure for a table that a connector does not have; it names the closest one. */
  public static ConnectorException unknownTable(
      String connector, String table, Collection<String> known) {
    return new ConnectorException(
        ConnectorException.Category.CONFIGURATION,
        "Unknown table '"
            + table
            + "' of connector "
            + connector
            + ". "
            + suggestion(table, known));
  }

  /** The Levenshtein distance, in which two neighbours exchanged count as one change too. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] =
            Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
