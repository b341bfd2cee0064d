package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.ReadMetrics;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a read is: what its readers have claimed, a bundle that a runner does again counted
 * again. Readers in another process than the one that asks tell it through {@link #reportTo}; that
 * they wait is not told, nor can they be stopped. Safe for use by any thread.
 */
public final class ReadProgress {
  private static final ConcurrentMap<String, ReadProgress> READS = new ConcurrentHashMap<>();
  private static final Reporter NOBODY = (read, claimed) -> {};

  private static volatile Reporter elsewhere = NOBODY;

  private final LongAdder records = new LongAdder();
  private final LongAdder pages = new LongAdder();
  private final LongAdder spansEnded = new LongAdder();
  private volatile Wait wait;
  private volatile boolean stopped;

  private ReadProgress() {}

  /** Hears of what readers of this process claim for reads that nobody in it follows. */
  @FunctionalInterface
  public interface Reporter {
    /**
     * A batch was claimed. Must not block.
     *
     * @param read the name of its read
     */
    void claimed(String read, Claimed claimed);
  }

  /**
   * What a reader has claimed.
   *
   * @param spansEnded how many spans have ended with it
   */
  public record Claimed(long records, long pages, long spansEnded) {}

  /** What a reader waits for, and until when. */
  public record Wait(ReadMetrics.Wait reason, Instant until) {}

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
  public static void reported(String read, Claimed claimed) {
    ReadProgress progress = READS.get(read);
    if (progress != null) {
      progress.records.add(claimed.records());
      progress.pages.add(claimed.pages());
      progress.spansEnded.add(claimed.spansEnded());
    }
  }

  static void claimed(String read, PageBatch batch) {
    var claimed =
        new Claimed(
            batch.records().size(),
            batch.statistics().pages(),
            batch.ending() == Ending.NONE ? 0 : 1);
    if (READS.containsKey(read)) {
      reported(read, claimed);
    } else {
      elsewhere.claimed(read, claimed);
    }
  }

  static void waits(String read, ReadMetrics.Wait reason, Instant until) {
    ReadProgress progress = READS.get(read);
    if (progress != null) {
      progress.wait = new Wait(reason, until);
    }
  }

  static boolean isStopped(String read) {
    ReadProgress progress = READS.get(read);
    return progress != null && progress.stopped;
  }

  /** Lets the readers of this process end their spans behind the page that they are at. */
  public void stop() {
    stopped = true;
  }

  public long records() {
    return records.sum();
  }

  public long pages() {
    return pages.sum();
  }

  /** How many spans have been read as far as they are going to be. */
  public long spansEnded() {
    return spansEnded.sum();
  }

  /** What a reader waited for last; it may be over. */
  public Optional<Wait> lastWait() {
    return Optional.ofNullable(wait);
  }
}
