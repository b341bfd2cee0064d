package dev.tributary.pipelines;

/** A table of a job. */
sealed interface PlannedTable permits TableJob, UnreadTable {

  /** The table of the source. */
  String name();

  /** Where it goes, in three parts, as users name it. */
  String destination();

  /** The same table, loaded anew. */
  PlannedTable refreshed();
}
