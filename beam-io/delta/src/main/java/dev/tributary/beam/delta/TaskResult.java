package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;

/**
 * What a task made.
 *
 * @param plan names the plan
 * @param number the task's place in it
 * @param tasks how many tasks the plan has
 * @param header the plan's header; of the first task only
 * @param adds files that hold the rows of the task's range now
 * @param removes files of the table that these replace
 * @param tombstones files of the tombstones that the task's deletes leave
 * @param inserted rows whose key is new
 * @param updated rows replaced
 * @param deleted rows that went
 * @param kept rows that stayed as they were, but for those copied as bytes
 * @param duplicates rows of a snapshot that gave way to one of another staged file
 */
record TaskResult(
    String plan,
    int number,
    int tasks,
    PlanHeader header,
    List<DataFile> adds,
    List<DataFile> removes,
    List<TombstoneFile> tombstones,
    long inserted,
    long updated,
    long deleted,
    long kept,
    long duplicates)
    implements Serializable {
  TaskResult {
    adds = List.copyOf(adds);
    removes = List.copyOf(removes);
    tombstones = List.copyOf(tombstones);
  }
}
