package dev.tributary.connectors.contract;

/**
 * Writes to a source by the source's own API, so that the suite can read back what was written.
 * Where it is live, it is an account for tests.
 */
public interface WriteBack {

  /** The table that it writes to. */
  String table();

  /**
   * Inserts a row.
   *
   * @param marker a text that the row is to hold in some string column, to be known by
   */
  void insert(String marker);

  /** Deletes the row with that text. */
  default void delete(String marker) {
    throw new UnsupportedOperationException("this source deletes nothing");
  }
}
