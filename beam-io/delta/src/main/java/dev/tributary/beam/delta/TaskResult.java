package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param hidden files of hidden members
 * @param inserted rows whose key is new, or that are marked no longer; in a table with history,
 *     versions that are new
 * @param updated rows replaced; in a table with history, versions that ended or changed
 * @param deleted rows that went or were marked as deleted; in a table with history, versions that a
 *     late change undid, or that ended because a snapshot lacks their key
 * @param kept rows that stayed as they were, but for those copied as bytes, for versions that ended
 *     before a snapshot, and for rows that were marked before
 * @param duplicates rows of a snapshot that gave way to one of another staged file
 */
record TaskResult(
    String plan,
    int number,
    int tasks,
    PlanHeader header,
    List<DataFile> adds,
    List<DataFile> removes,
    List<KeyFile> tombstones,
    List<KeyFile> hidden,
    long inserted,
    long updated,
    long deleted,
    long kept,
    long duplicates)
    implements Serializable {
  /** Plans that are made from the table have a random name. */
  private static final String STATE = "state";

  TaskResult {
    adds = List.copyOf(adds);
    removes = List.copyOf(removes);
    tombstones = List.copyOf(tombstones);
    hidden = List.copyOf(hidden);
  }

  /** Whether it is {@link #ofState}. */
  boolean isState() {
    return plan.equals(STATE);
  }

  /** All of a plan that changes no row and stores a state of the source. */
  static TaskResult ofState(long plannedVersion, JsonNode sourceState) {
    // Nothing was read: what an older change may yet be about stays remembered.
    var verdict = new ReadVerdict(List.of(), sourceState.toString(), true, false, "{}");
    var header =
        new PlanHeader(plannedVersion, List.of(), 0, List.of(), 0, 0, List.of(), 0, verdict);
    return new TaskResult(
        STATE, 0, 1, header, List.of(), List.of(), List.of(), List.of(), 0, 0, 0, 0, 0);
  }

  TaskResult withFiles(List<DataFile> added, List<DataFile> removed) {
    return new TaskResult(
        plan,
        number,
        tasks,
        header,
        added,
        removed,
        tombstones,
        hidden,
        inserted,
        updated,
        deleted,
        kept,
        duplicates);
  }
}
