package dev.tributary.beam.delta;

/** How the commit of an epoch ended; anything else is an exception, after which the log decides. */
sealed interface CommitOutcome {

  /** The epoch is in the log as this version, by this call. */
  record Committed(long version) implements CommitOutcome {}

  /** The epoch is in the log as this version, by an earlier call of the same attempt. */
  record AlreadyCommitted(long version) implements CommitOutcome {}

  /**
   * Nothing was committed, and this attempt never will be: the epoch has to be planned again, by a
   * new attempt, from the latest version.
   *
   * @param reason what stood in the way, for the log of the run
   */
  record Conflict(String reason) implements CommitOutcome {}
}
