package dev.tributary.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.TreeMap;

/** What searches know: rows as they were some time ago. */
final class SearchIndex {
  private final InstantSource clock;
  private final Duration lag;
  private final TreeMap<Long, ObjectNode> rows = new TreeMap<>();
  private final ArrayDeque<Change> pending = new ArrayDeque<>();

  private record Change(Instant madeAt, long number, ObjectNode row) {}

  SearchIndex(InstantSource clock, Duration lag) {
    this.clock = clock;
    this.lag = lag;
  }

  /** Takes what became of a row: null if it is gone. */
  void put(long number, ObjectNode row) {
    pending.add(new Change(clock.instant(), number, row));
  }

  /** Catches up with all there is. */
  void settle() {
    apply(Instant.MAX);
  }

  /** The rows as they are known now, by number. */
  Collection<ObjectNode> rows() {
    apply(clock.instant().minus(lag));
    return rows.values();
  }

  private void apply(Instant until) {
    while (!pending.isEmpty() && !pending.peek().madeAt().isAfter(until)) {
      Change change = pending.remove();
      if (change.row() == null || ObjectRows.isArchived(change.row())) {
        rows.remove(change.number());
      } else {
        rows.put(change.number(), change.row());
      }
    }
  }
}
