package dev.tributary.beam.delta;

import java.io.Serializable;

/**
 * What the commit of a run at a table is told: a part that was staged, or what a task of the first
 * try came to. The fields of the other one are null.
 *
 * @param part what was staged, from which the commit plans again if it has to
 * @param epoch the try
 * @param result the task's; null if it was overtaken
 */
record TableResult(StagedPart part, DeltaEpoch epoch, TaskResult result) implements Serializable {

  static TableResult of(StagedPart part) {
    return new TableResult(part, null, null);
  }

  static TableResult of(DeltaEpoch epoch, TaskResult result) {
    return new TableResult(null, epoch, result);
  }
}
