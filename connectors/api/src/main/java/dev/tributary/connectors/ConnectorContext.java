package dev.tributary.connectors;

import java.time.Instant;
import java.util.Objects;

/**
 * What the framework gives a connector.
 *
 * @param runStart when the run began; the upper bound of reads that are bounded by time. A
 *     connector's own time of construction means nothing.
 * @param metrics where the connector reports its requests
 */
public record ConnectorContext(Instant runStart, ReadMetrics metrics) {
  public ConnectorContext {
    Objects.requireNonNull(runStart, "runStart");
    Objects.requireNonNull(metrics, "metrics");
  }
}
