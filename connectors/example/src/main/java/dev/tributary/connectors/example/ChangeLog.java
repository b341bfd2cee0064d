package dev.tributary.connectors.example;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * The changes of a table in the order (time, id). Day 1 inserts all rows; every later day deletes
 * the oldest ones, updates some of those left, and inserts others. Where the n-th change falls, and
 * what it is, follows from counts alone, so that a log of any length takes no memory.
 */
record ChangeLog(Demo demo, long inserts, long updates, long deletes) {
  private static final Instant FIRST_DAY = Instant.parse("2025-01-01T00:00:00Z");
  private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1000;

  /** So many changes share one time, so that reads must cope with ties across their pages. */
  private static final long TIES = 300;

  /**
   * A change.
   *
   * @param id of the row, from 1
   * @param sequence the position in the log, which orders all changes of the table
   */
  record Change(ChangeKind kind, long id, long sequence, Instant time) {}

  static ChangeLog of(Demo demo) {
    long few = ceilDiv(demo.records(), 100);
    return new ChangeLog(demo, few, updates(demo, demo.records() - few), few);
  }

  static ChangeLog withoutDeletes(Demo demo) {
    return new ChangeLog(demo, ceilDiv(demo.records(), 100), updates(demo, demo.records()), 0);
  }

  static ChangeLog ofInserts(Demo demo) {
    return new ChangeLog(demo, ceilDiv(demo.records(), 20), 0, 0);
  }

  private static long updates(Demo demo, long living) {
    return Math.min(living, ceilDiv(demo.records(), 20));
  }

  /** The log as a feed of records. */
  Feed feed(Function<Change, SourceRecord> record) {
    return feed(size(), position -> position, record);
  }

  /** The log without its deletes. */
  Feed feedOfUpserts(Function<Change, SourceRecord> record) {
    long daily = updates + inserts;
    return feed(
        size() - deletes * (demo.day() - 1),
        position ->
            position < demo.records()
                ? position
                : position + deletes * (1 + (position - demo.records()) / daily),
        record);
  }

  /** The deletes of the log. */
  Feed feedOfDeletes(Function<Change, SourceRecord> record) {
    return feed(
        deletes * (demo.day() - 1),
        position -> demo.records() + position / deletes * perDay() + position % deletes,
        record);
  }

  private Feed feed(long size, LongUnaryOperator inLog, Function<Change, SourceRecord> record) {
    return new Feed() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public SourceRecord record(long position) {
        return record.apply(change(inLog.applyAsLong(position)));
      }

      @Override
      public Instant time(long position) {
        return ChangeLog.this.time(inLog.applyAsLong(position));
      }
    };
  }

  long size() {
    return demo.records() + (demo.day() - 1) * perDay();
  }

  Change change(long position) {
    if (position < demo.records()) {
      return new Change(ChangeKind.UPSERT, position + 1, position, time(position));
    }
    // Days behind day 1 that are complete before this change.
    long days = (position - demo.records()) / perDay();
    long inDay = (position - demo.records()) % perDay();
    ChangeKind kind = inDay < deletes ? ChangeKind.DELETE : ChangeKind.UPSERT;
    return new Change(kind, id(days, inDay), position, time(position));
  }

  /** Ascending within a day, which is what orders changes of one time by id. */
  private long id(long days, long inDay) {
    long deletedBefore = days * deletes;
    long newest = demo.records() + days * inserts;
    if (inDay < deletes) {
      return deletedBefore + inDay + 1;
    }
    if (inDay >= deletes + updates) {
      return newest + (inDay - deletes - updates) + 1;
    }
    long oldest = deletedBefore + deletes;
    long stride = (newest - oldest) / updates;
    long update = inDay - deletes;
    return oldest + update * stride + demo.random("update", days, update).nextLong(stride) + 1;
  }

  /** When a row was inserted. */
  Instant created(long id) {
    if (id <= demo.records()) {
      return time(id - 1);
    }
    long later = id - demo.records() - 1;
    long inDay = deletes + updates + later % inserts;
    return time(demo.records() + later / inserts * perDay() + inDay);
  }

  private Instant time(long position) {
    boolean firstDay = position < demo.records();
    long behind = position - demo.records();
    long day = firstDay ? 0 : 1 + behind / perDay();
    long inDay = firstDay ? position : behind % perDay();
    long groups = ceilDiv(firstDay ? demo.records() : perDay(), TIES);
    long micros = inDay / TIES * DAY_MICROS / groups;
    return FIRST_DAY.plusSeconds(day * 86_400).plusNanos(micros * 1000);
  }

  private static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private long perDay() {
    return deletes + updates + inserts;
  }
}
