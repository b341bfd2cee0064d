package dev.tributary.spec;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a table goes. Names begin with a letter or a digit, go on with letters, digits, {@code _},
 * {@code .}, {@code -} and spaces, and hold no {@code ..}, so that no table leaves the warehouse or
 * hides in it.
 */
public record Destination(String catalog, String schema, String table) {
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_ .-]*");
  private static final String REJECTED = "__rejected";

  public Destination {
    requireName("catalog", catalog);
    requireName("schema", schema);
    requireName("table", table);
  }

  /** The catalog and the schema of tables that name none. */
  public record Defaults(String catalog, String schema) {
    /** What holds where nobody says otherwise. */
    public static final Defaults STANDARD = new Defaults("main", "default");

    public Defaults {
      requireName("catalog", catalog);
      requireName("schema", schema);
    }
  }

  /** The table's directory: {@code <warehouse>/<catalog>/<schema>/<table>}. */
  public String path(String warehouse) {
    return warehouse.replaceFirst("/+$", "") + "/" + catalog + "/" + schema + "/" + table;
  }

  /** Two destinations that differ in case only are one place on some file systems. */
  boolean isSamePlaceAs(Destination other) {
    return place().equals(other.place());
  }

  /** Whether this is where the bad records of another destination go. */
  boolean takesRejectedOf(Destination other) {
    return place().equals(other.place() + REJECTED);
  }

  private String place() {
    return toString().toLowerCase(Locale.ROOT);
  }

  /** What is wrong with a name, to follow it, if something is. */
  static Optional<String> flaw(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "is not a usable name: it must begin with a letter or a digit and go on with letters,"
              + " digits, '_', '.', '-' and spaces");
    }
    return name.contains("..")
        ? Optional.of("is not a usable name: it must not hold '..'")
        : Optional.empty();
  }

  /** A name as it is or, where it is not usable, with {@code _} for what is in the way. */
  public static String usable(String name) {
    if (flaw(name).isEmpty()) {
      return name;
    }
    String usable = name.replaceAll("[^A-Za-z0-9_.-]", "_").replaceAll("\\.{2,}", "_");
    return flaw(usable).isEmpty() ? usable : "table_" + usable;
  }

  private static void requireName(String what, String name) {
    flaw(name)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException("Invalid " + what + ": '" + name + "' " + flaw);
            });
  }

  /** The three names, parted by dots. */
  @Override
  public String toString() {
    return catalog + "." + schema + "." + table;
  }
}
