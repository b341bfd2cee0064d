package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * A part of a plan that one worker does: brings the changes of a range of keys into the files that
 * may hold these keys. The ranges of a plan's tasks are disjoint, and each file is in at most one.
 *
 * @param plan names the plan
 * @param number the task's place in the plan, from 0
 * @param tasks how many tasks the plan has
 * @param header what the commit must know of the plan; on the first task only
 * @param targets files of the table, all of which the task replaces unless nothing changes
 * @param changes staged files that may hold changes of the range
 * @param tombstones files that may hold tombstones of the range
 * @param range the leading keys that are the task's
 */
record MergeTask(
    String plan,
    int number,
    int tasks,
    PlanHeader header,
    List<DataFile> targets,
    List<StagedInput> changes,
    List<String> tombstones,
    TaskRange range)
    implements Serializable {
  MergeTask {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(range, "range");
    targets = List.copyOf(targets);
    changes = List.copyOf(changes);
    tombstones = List.copyOf(tombstones);
  }

  /**
   * A staged file to be read.
   *
   * @param path relative to the table
   * @param isDelete whether it holds deletes, as short rows
   * @param rank its place in the read
   */
  record StagedInput(String path, boolean isDelete, long rank) implements Serializable {}
}
