package dev.tributary.pipelines;

/**
 * Hears how a run goes on. Called by the threads of several tables at once; what it throws fails
 * the table.
 */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /** A table begins. */
  default void started(String table) {}

  /**
   * A table is being read; called a few times a second.
   *
   * @param records read so far by this run
   * @param pages read so far by this run
   */
  default void reading(String table, long records, long pages) {}

  /** An epoch of a table was committed and another follows. */
  default void epochCommitted(String table, TableReport soFar) {}

  /** An epoch of a full refresh was committed, which readers do not see yet; more follows. */
  default void refreshCommitted(String table, TableReport soFar) {}

  /** A table has ended, well or not. */
  default void finished(TableReport report) {}
}
