package dev.tributary.simulators;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The rows of one kind, which the demo's history and tests change in the same way: by numbers from
 * 1, which {@link #id} and {@link #number} turn into ids and back. Times are whole seconds.
 */
public abstract class ChangingRows implements DemoHistory.Changes, SimulatedTable {
  private final Map<Long, Instant> created = new HashMap<>();
  private final Map<Long, Long> versions = new HashMap<>();
  private long newest;

  /**
   * Makes a row be as it is after it was inserted or changed.
   *
   * @param madeAt when it was inserted
   * @param time when it was changed; of an insert, the same
   */
  protected abstract void write(long number, Instant madeAt, Instant time, SplittableRandom random);

  /** The id of a row, as tests know it. */
  protected String id(long number) {
    return Long.toString(number);
  }

  protected long number(String id) {
    return Long.parseLong(id);
  }

  @Override
  public void insert(long number, Instant time, SplittableRandom random) {
    newest = Math.max(newest, number);
    created.put(number, time);
    write(number, time, time, random);
  }

  @Override
  public void update(long number, Instant time, SplittableRandom random) {
    write(number, created.get(number), time, random);
  }

  @Override
  public String insert(Instant time) {
    insert(newest + 1, seconds(time), random(newest + 1));
    return id(newest);
  }

  @Override
  public void update(String id, Instant time) {
    update(number(id), seconds(time), random(number(id)));
  }

  /** Another one for every change of a row. */
  private SplittableRandom random(long number) {
    return new SplittableRandom(number * 1_000_003 + versions.merge(number, 1L, Long::sum));
  }

  protected static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
