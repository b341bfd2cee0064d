package dev.tributary.beam.delta;

/** The logs that a table may have. Each tells which of the files in the table's root count. */
public enum TableLog {
  /** The Delta log that makes the directory a table, for all the world to read. */
  MAIN(""),
  /** The Delta log of a {@link Refresh} under way, which nobody but Tributary looks for. */
  REFRESH("_tributary/refresh");

  private final String directory;

  TableLog(String directory) {
    this.directory = directory;
  }

  /** Where Delta is told that the table is, relative to its root. */
  String directory() {
    return directory;
  }

  /** Where the versions lie, relative to the table's root. */
  String versions() {
    return directory.isEmpty() ? "_delta_log" : directory + "/_delta_log";
  }
}
