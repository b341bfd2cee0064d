package dev.tributary.beam.delta;

/** What is done with a snapshot that lacks more than half of a table of 100 or more rows. */
public enum MassDelete {
  /** It is refused, and nothing is committed. */
  REFUSE,
  /** It is applied. */
  ALLOW
}
