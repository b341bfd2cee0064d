package dev.tributary.beam.delta;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a version of a table says of how it came about.
 *
 * @param version its number
 * @param committed when; null where the commit does not tell
 * @param operation in Delta's words, such as {@code MERGE}; empty where the commit does not tell
 * @param epoch the epoch of Tributary's that it holds; empty for what is none, such as a compaction
 *     or another writer's commit
 * @param metrics in the names of Delta's operation metrics
 * @param engine who made it, such as {@code Tributary/1.0}; empty where the commit does not tell
 * @param note what the writer said besides; empty if it did not
 */
public record TableVersion(
    long version,
    Instant committed,
    String operation,
    OptionalLong epoch,
    Map<String, String> metrics,
    String engine,
    String note) {
  public TableVersion {
    metrics = Map.copyOf(metrics);
  }
}
