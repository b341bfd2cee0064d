package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.Offset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the read of an export stands.
 *
 * @param cursor the server's cursor; null for exports by time, and where a read begins
 * @param time the time of the newest row read; null for none
 * @param ids what was read at that time, of exports by time
 * @param run the start of the run that has looked back; null if none has
 */
record ExportPosition(String cursor, Instant time, List<Long> ids, Instant run) {
  ExportPosition {
    ids = ids.stream().sorted().toList();
  }

  static ExportPosition of(Offset offset) {
    var ids = new ArrayList<Long>();
    offset.value().path("ids").forEach(id -> ids.add(id.longValue()));
    return new ExportPosition(
        offset.text("cursor"), offset.instant("time"), ids, offset.instant("run"));
  }

  /** This position or, in a run that has not looked back yet, an earlier one. */
  ExportPosition in(Instant runStart, Duration lookback) {
    return lookback.isZero() || runStart.equals(run) ? this : from(lookback, runStart);
  }

  private ExportPosition from(Duration lookback, Instant runStart) {
    return new ExportPosition(
        null, time == null ? null : time.minus(lookback), List.of(), runStart);
  }

  /** From the newest row's time on, without the cursor. */
  ExportPosition byTime() {
    return new ExportPosition(null, time, ids, run);
  }

  Offset toOffset() {
    return Offset.sparse("cursor", cursor, "time", time, "ids", ids, "run", run);
  }
}
