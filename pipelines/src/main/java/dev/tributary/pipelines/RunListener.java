package dev.tributary.pipelines;

/**
 * Hears how a run goes on. Called by the threads of several tables at once; what it throws fails
 * the table. A table is named as it is told from all others of the run: by the source's name for it
 * or, where that goes to several destinations, by its destination.
 */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /** A table begins. */
  default void started(String table) {}

  /** A table is being read and merged; called a few times a second. */
  default void loading(String table, TableProgress progress) {}

  /** An epoch of a table was committed and another follows. */
  default void epochCommitted(String table, TableReport soFar) {}

  /** An epoch of a full refresh was committed, which readers do not see yet; more follows. */
  default void refreshCommitted(String table, TableReport soFar) {}

  /** A table has ended, well or not. */
  default void finished(String table, TableReport report) {}
}
