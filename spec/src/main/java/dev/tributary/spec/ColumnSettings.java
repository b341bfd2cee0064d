package dev.tributary.spec;

import java.util.List;

/**
 * Which columns of a source table are loaded, and in what form.
 *
 * @param include the columns to load, in any order; empty for all
 * @param exclude the columns to leave out; empty where {@code include} is not
 * @param hash the columns of which only a hash is stored
 * @param metadata whether rows tell which run extracted them, and when
 */
public record ColumnSettings(
    List<String> include, List<String> exclude, List<String> hash, boolean metadata) {

  /** All columns as they are, and no others. */
  public static final ColumnSettings DEFAULTS =
      new ColumnSettings(List.of(), List.of(), List.of(), false);

  /** The same columns, and those that tell of the run. */
  public ColumnSettings withMetadata() {
    return new ColumnSettings(include, exclude, hash, true);
  }

  public ColumnSettings {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    hash = List.copyOf(hash);
    if (!include.isEmpty() && !exclude.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid columns: " + include + " are to be included and " + exclude + " excluded");
    }
  }
}
