package dev.tributary.beam.delta;

import java.time.Instant;

/**
 * A file that the table does not need.
 *
 * @param path relative to the table's root; of a directory, all in it is meant
 * @param bytes its size
 * @param modified when it was last written to
 */
public record UnreferencedFile(String path, long bytes, Instant modified) {}
