package dev.tributary.beam.delta;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other runs that this one is at work on a table, from {@link DeltaDestination#lease} until
 * it is closed. A thread of its own renews it. It saves two runs from doing each other's work over
 * and over; what they commit is right without it, too.
 */
public final class DeltaLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeltaLease.class);
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);

  private final LeaseFile file;
  private final ScheduledExecutorService heart;
  private final ScheduledFuture<?> beats;

  private DeltaLease(LeaseFile file, ScheduledExecutorService heart, ScheduledFuture<?> beats) {
    this.file = file;
    this.heart = heart;
    this.beats = beats;
  }

  static DeltaLease take(LeaseFile file) throws IOException {
    file.take();
    ScheduledExecutorService heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "tributary-lease");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> beats =
        heart.scheduleAtFixedRate(
            () -> renew(file), HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    return new DeltaLease(file, heart, beats);
  }

  private static void renew(LeaseFile file) {
    try {
      file.renew();
    } catch (IOException | RuntimeException e) {
      // The next heartbeat may get through, and nothing that is committed rests on it.
      LOG.debug("Cannot renew {}", file, e);
    }
  }

  /** Gives the table free. What fails is no failure of the run: the lease grows stale by itself. */
  @Override
  public void close() {
    // A thread that is interrupted may not read and write files.
    boolean interrupted = Thread.interrupted();
    beats.cancel(false);
    heart.shutdown();
    try {
      file.release();
    } catch (IOException | RuntimeException e) {
      LOG.debug("Cannot release {}", file, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
