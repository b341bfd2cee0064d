package dev.tributary.pipelines;

import dev.tributary.beam.lakeflow.ReadProgress;
import java.util.Optional;

/**
 * How far a table is.
 *
 * @param records read so far by this run
 * @param pages read so far by this run
 * @param phase what is done with the epoch under way
 * @param lastWait what a reader waited for last; it may be over
 */
public record TableProgress(
    long records, long pages, Phase phase, Optional<ReadProgress.Wait> lastWait) {

  /** What is done with an epoch. */
  public enum Phase {
    READING,
    /** All is read that this epoch reads; it is merged and committed. */
    MERGING
  }
}
