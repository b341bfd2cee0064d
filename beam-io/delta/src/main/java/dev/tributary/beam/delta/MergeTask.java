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
 * @param group tasks of one group look into the same closed versions, and one worker does them
 * @param closed files of closed versions that the task looks into
 * @param hidden files that may hold hidden members of the range, the oldest first
 */
record MergeTask(
    String plan,
    int number,
    int tasks,
    PlanHeader header,
    List<DataFile> targets,
    List<StagedInput> changes,
    List<String> tombstones,
    TaskRange range,
    int group,
    List<DataFile> closed,
    List<String> hidden)
    implements Serializable {
  MergeTask {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(range, "range");
    targets = List.copyOf(targets);
    changes = List.copyOf(changes);
    tombstones = List.copyOf(tombstones);
    closed = List.copyOf(closed);
    hidden = List.copyOf(hidden);
  }

  /**
   * A staged file to be read.
   *
   * @param path relative to the table
   * @param isDelete whether it holds deletes, as short rows
   * @param rank its place in the read
   * @param leastSequence no change in it has a lesser one, in the leading sequence column; null
   *     where there is none
   */
  record StagedInput(String path, boolean isDelete, long rank, Object leastSequence)
      implements Serializable {}
}
