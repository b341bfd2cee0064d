package dev.tributary.beam.lakeflow;

/** Whether, and why, a batch of pages is the last of its span in this epoch. */
public enum Ending {
  /** It is not: more pages follow. */
  NONE,
  /** The span has caught up. */
  LAST,
  /** The budget of the epoch is used up; the next epoch goes on behind the batch. */
  STOPPED,
  /** What follows could not be read; the next run goes on behind the batch. */
  FAILED
}
