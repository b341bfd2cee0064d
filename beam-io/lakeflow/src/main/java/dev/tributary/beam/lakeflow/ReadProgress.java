package dev.tributary.beam.lakeflow;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a read is, as far as this process does it: what its readers have claimed. Runners whose
 * workers are other processes show nothing here. Safe for use by any thread.
 */
public final class ReadProgress {
  private static final ConcurrentMap<String, ReadProgress> READS = new ConcurrentHashMap<>();

  private final LongAdder records = new LongAdder();
  private final LongAdder pages = new LongAdder();

  private ReadProgress() {}

  /** The progress of a read, which begins with the first call. */
  public static ReadProgress of(String read) {
    return READS.computeIfAbsent(read, name -> new ReadProgress());
  }

  /** Forgets a read that has ended. */
  public static void end(String read) {
    READS.remove(read);
  }

  /** Counts a batch, if anybody asked for the progress of its read. */
  static void claimed(String read, PageBatch batch) {
    ReadProgress progress = READS.get(read);
    if (progress != null) {
      progress.records.add(batch.records().size());
      progress.pages.add(batch.statistics().pages());
    }
  }

  public long records() {
    return records.sum();
  }

  public long pages() {
    return pages.sum();
  }
}
