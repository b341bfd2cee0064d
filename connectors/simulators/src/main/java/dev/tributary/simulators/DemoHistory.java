package dev.tributary.simulators;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What happens to the rows of a table, day by day: all are inserted on day 1; of every later day a
 * hundredth of as many are deleted, a twentieth updated, and a hundredth inserted. What happens on
 * a day follows from the seed and the days before it, so that a later day's history begins with all
 * of an earlier day's.
 */
public final class DemoHistory {
  private static final Duration DAY = Duration.ofDays(1);

  /** So many changes share one time, so that cursors have ties. */
  private static final int TIES = 30;

  private final SimulatorParameters parameters;
  private final String table;

  /** What becomes of the rows; ids count from 1. */
  public interface Changes {
    void insert(long id, Instant time, SplittableRandom random);

    void update(long id, Instant time, SplittableRandom random);

    void delete(long id, Instant time);
  }

  public DemoHistory(SimulatorParameters parameters, String table) {
    this.parameters = parameters;
    this.table = table;
  }

  /**
   * Plays the history of each table.
   *
   * @param source the source's name, so that no two sources have the same history
   * @param tables what becomes of each table's rows, by its name, in the order in which they play
   */
  public static void play(
      SimulatorParameters parameters, String source, Map<String, ? extends Changes> tables) {
    tables.forEach(
        (name, changes) -> new DemoHistory(parameters, source + " " + name).play(changes));
  }

  /** Plays all days up to the one to see, in the order of time. */
  public void play(Changes changes) {
    long records = parameters.records();
    List<Long> living = new ArrayList<>();
    var times = new Times(0, records);
    for (long id = 1; id <= records; id++) {
      changes.insert(id, times.next(), random(id, 0));
      living.add(id);
    }
    long newest = records;
    long few = ceilDiv(records, 100);
    for (long day = 1; day < parameters.day(); day++) {
      SplittableRandom choice = random(-1, day);
      long deletes = Math.min(few, living.size());
      long updates = Math.min(ceilDiv(records, 20), living.size() - deletes);
      times = new Times(day, deletes + updates + few);
      for (long i = 0; i < deletes; i++) {
        changes.delete(take(living, choice), times.next());
      }
      for (long i = 0; i < updates; i++) {
        long id = living.get(choice.nextInt(living.size()));
        changes.update(id, times.next(), random(id, day * 1000 + i));
      }
      for (long i = 0; i < few; i++) {
        changes.insert(++newest, times.next(), random(newest, 0));
        living.add(newest);
      }
    }
  }

  /** The randomness of one version of a row: the same in every process. */
  public SplittableRandom random(long row, long version) {
    return new SplittableRandom(
        parameters.seed() * 0x632BE59BD9B4E019L
            + table.hashCode() * 0xD6E8FEB86659FD93L
            + row * 0xA0761D6478BD642FL
            + version * 0xE7037ED1A0B428DBL);
  }

  private static long take(List<Long> living, SplittableRandom choice) {
    int index = choice.nextInt(living.size());
    long id = living.get(index);
    // The last one fills the gap, so that no row moves but one.
    long last = living.remove(living.size() - 1);
    if (index < living.size()) {
      living.set(index, last);
    }
    return id;
  }

  private static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** The times of a day's changes: in order, in whole seconds, several alike. */
  private static final class Times {
    private final Instant begin;
    private final long secondsPerGroup;
    private long index;

    Times(long day, long changes) {
      begin = SimulatorParameters.FIRST_DAY.plus(DAY.multipliedBy(day));
      secondsPerGroup = DAY.toSeconds() / Math.max(1, ceilDiv(changes, TIES));
    }

    Instant next() {
      return begin.plusSeconds(index++ / TIES * secondsPerGroup);
    }
  }
}
