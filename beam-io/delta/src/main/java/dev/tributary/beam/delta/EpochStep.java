package dev.tributary.beam.delta;

import java.util.Objects;

/**
 * The steps of an epoch, where tests fail, wait or die. They stand in the order of an epoch's files
 * and commits; many are reached several times, and by several threads.
 */
enum EpochStep {
  /** A small file is there without its text: an attempt's mark, a state, a report, a lease. */
  TEXT_FILE_OPENED,
  /** The attempt is known and has written nothing. */
  ATTEMPT_REGISTERED,
  /** A file of changes, or of rejected records, is there without its rows. */
  STAGED_FILE_OPENED,
  STAGED_FILE_WRITTEN,
  /** It is known where the rows stand in the read, and whether the read is whole. */
  READ_JUDGED,
  /** The tasks are cut, and nobody has them yet. */
  MERGE_PLANNED,
  TASK_BEGUN,
  /** A task has closed a file of rows. */
  DATA_FILE_WRITTEN,
  /** A task has closed all of its files. */
  TASK_DONE,
  /** All tasks are done, and there is no state yet. */
  COMMIT_BEGUN,
  STATE_WRITTEN,
  /** The transaction is open, and the epoch is not in its log. After a lost race it is again. */
  TRANSACTION_OPENED,
  /** Nobody changed what the plan rests on. */
  WINDOW_CHECKED,
  /** Every added file is there, every removed one is active. */
  FILES_CHECKED,
  /** The commit is durable, but nobody has been told. */
  COMMITTED,
  REPORT_WRITTEN,
  /** The rejected records of a committed epoch are going to be committed. */
  REJECTED_BEGUN,
  /** The commit of the rejected records is durable. */
  REJECTED_COMMITTED,
  /** It is known what dead attempts left. */
  CLEAN_UP_BEGUN,
  /** The clean-up has deleted one file or directory. */
  LEFTOVER_DELETED;

  /** Hears of the steps of this process; thread-safe, unless its test has one thread. */
  @FunctionalInterface
  interface Listener {
    Listener NONE = step -> {};

    void reached(EpochStep step);
  }

  private static volatile Listener listener = Listener.NONE;

  /** Tells a test of all steps from now on; {@link Listener#NONE} ends it. */
  static void tell(Listener test) {
    listener = Objects.requireNonNull(test, "test");
  }

  void reached() {
    listener.reached(this);
  }
}
