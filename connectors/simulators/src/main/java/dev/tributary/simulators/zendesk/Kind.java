package dev.tributary.simulators.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.DemoHistory;
import dev.tributary.simulators.Rows;
import dev.tributary.simulators.SimulatedTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The rows of one kind, which the demo's history and tests change in the same way. */
abstract class Kind implements DemoHistory.Changes, SimulatedTable {
  final Rows rows = new Rows();
  private final Map<Long, Instant> created = new HashMap<>();
  private final Map<Long, Long> versions = new HashMap<>();
  private long newest;

  /** A row as it is after a change. */
  abstract ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random);

  /** Marks a row that is deleted, or returns false if nothing is left of it. */
  abstract boolean mark(ObjectNode row, Instant time);

  /** Whether a row is marked so. */
  abstract boolean isDeleted(ObjectNode row);

  @Override
  public void insert(long id, Instant time, SplittableRandom random) {
    newest = Math.max(newest, id);
    created.put(id, time);
    rows.put(Long.toString(id), row(id, time, time, random));
  }

  @Override
  public void update(long id, Instant time, SplittableRandom random) {
    rows.put(Long.toString(id), row(id, created.get(id), time, random));
  }

  @Override
  public void delete(long id, Instant time) {
    ObjectNode row = rows.get(Long.toString(id)).orElseThrow().deepCopy();
    if (mark(row, time)) {
      rows.put(Long.toString(id), row);
    } else {
      rows.remove(Long.toString(id));
    }
  }

  @Override
  public List<ObjectNode> rows() {
    return rows.query().where(row -> !isDeleted(row)).list().stream()
        .map(ObjectNode::deepCopy)
        .toList();
  }

  @Override
  public String insert(Instant time) {
    insert(newest + 1, seconds(time), random(newest + 1));
    return Long.toString(newest);
  }

  @Override
  public void update(String id, Instant time) {
    long number = Long.parseLong(id);
    update(number, seconds(time), random(number));
  }

  @Override
  public void delete(String id, Instant time) {
    delete(Long.parseLong(id), seconds(time));
  }

  @Override
  public void restore(String id, Instant time) {
    update(id, time);
  }

  /** Another one for every change of a row. */
  private SplittableRandom random(long id) {
    return new SplittableRandom(id * 1_000_003 + versions.merge(id, 1L, Long::sum));
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
