package dev.tributary.beam.delta;

/** Hears of every step of a commit; tests fail or die here. */
@FunctionalInterface
interface CommitSteps {
  CommitSteps IGNORED = step -> {};

  /** The steps, in their order; after a lost race they start again. */
  enum Step {
    /** The transaction is open, and the epoch is not in its log. */
    OPENED,
    /** Nobody changed what the plan rests on. */
    WINDOW_CHECKED,
    /** Every added file is there, every removed one is active. */
    FILES_CHECKED,
    /** The commit is durable, but nobody has been told. */
    COMMITTED
  }

  void reached(Step step);
}
