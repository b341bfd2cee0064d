package dev.tributary.beam.lakeflow;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a read is: what its readers have claimed, a bundle that a runner does again counted
 * again. Readers in another process than the one that asks tell it through {@link #reportTo}. Safe
 * for use by any thread.
 */
public final class ReadProgress {
  private static final ConcurrentMap<String, ReadProgress> READS = new ConcurrentHashMap<>();
  private static final Reporter NOBODY = (read, records, pages) -> {};

  private static volatile Reporter elsewhere = NOBODY;

  private final LongAdder records = new LongAdder();
  private final LongAdder pages = new LongAdder();

  private ReadProgress() {}

  /** Hears of what readers of this process claim for reads that nobody in it follows. */
  @FunctionalInterface
  public interface Reporter {
    /**
     * A batch was claimed. Must not block.
     *
     * @param read the name of its read
     */
    void claimed(String read, long records, long pages);
  }

  /** The progress of a read, which begins with the first call. */
  public static ReadProgress of(String read) {
    return READS.computeIfAbsent(read, name -> new ReadProgress());
  }

  /** Forgets a read that has ended. */
  public static void end(String read) {
    READS.remove(read);
  }

  /** Where this process tells of reads that are followed in another one. */
  public static void reportTo(Reporter reporter) {
    elsewhere = Objects.requireNonNull(reporter, "reporter");
  }

  /** This process tells nobody. */
  public static void reportToNobody() {
    elsewhere = NOBODY;
  }

  /** Counts what a reader of another process has reported, if anybody here follows its read. */
  public static void reported(String read, long records, long pages) {
    ReadProgress progress = READS.get(read);
    if (progress != null) {
      progress.records.add(records);
      progress.pages.add(pages);
    }
  }

  static void claimed(String read, PageBatch batch) {
    long records = batch.records().size();
    long pages = batch.statistics().pages();
    if (READS.containsKey(read)) {
      reported(read, records, pages);
    } else {
      elsewhere.claimed(read, records, pages);
    }
  }

  public long records() {
    return records.sum();
  }

  public long pages() {
    return pages.sum();
  }
}
