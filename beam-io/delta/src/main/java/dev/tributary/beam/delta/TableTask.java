package dev.tributary.beam.delta;

import java.io.Serializable;

/**
 * A task of a run's first try at a table.
 *
 * @param epoch the try
 */
record TableTask(DeltaEpoch epoch, MergeTask task) implements Serializable {}
