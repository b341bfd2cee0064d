package dev.tributary.simulators.github;

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

/**
 * The rows of one kind. The demo's history and tests change them in the same way; what GitHub does
 * not delete, or not so that anybody could see it, stays.
 */
abstract class Kind implements DemoHistory.Changes, SimulatedTable {
  final Rows rows = new Rows();
  private final Map<Long, Instant> created = new HashMap<>();
  private final Map<Long, Long> versions = new HashMap<>();
  private long newest;

  /** What becomes of a row. */
  abstract void write(long id, Instant madeAt, Instant time, SplittableRandom random);

  @Override
  public void insert(long id, Instant time, SplittableRandom random) {
    newest = Math.max(newest, id);
    created.put(id, time);
    write(id, time, time, random);
  }

  @Override
  public void update(long id, Instant time, SplittableRandom random) {
    write(id, created.get(id), time, random);
  }

  @Override
  public void delete(long id, Instant time) {}

  @Override
  public List<ObjectNode> rows() {
    return rows.query().list().stream().map(this::column).toList();
  }

  /** A row as the connector's table has it. */
  ObjectNode column(ObjectNode row) {
    return row.deepCopy()
        .put("repository_owner", Accounts.ORG)
        .put("repository_name", Repositories.MAIN);
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

  /** Another one for every change of a row. */
  private SplittableRandom random(long id) {
    return new SplittableRandom(id * 1_000_003 + versions.merge(id, 1L, Long::sum));
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
