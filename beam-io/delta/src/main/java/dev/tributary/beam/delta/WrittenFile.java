package dev.tributary.beam.delta;

import org.apache.hadoop.fs.Path;

/**
 * A data file that is complete and closed.
 *
 * @param size its length in bytes
 * @param statsJson its statistics as the Delta log holds them, not quoted once more
 */
record WrittenFile(Path path, long size, long rows, String statsJson) {}
