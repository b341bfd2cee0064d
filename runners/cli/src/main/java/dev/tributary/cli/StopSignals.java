package dev.tributary.cli;

import java.time.Duration;
import java.util.function.Consumer;

/** Lets Ctrl-C and SIGTERM end what this thread does, while it is open. */
final class StopSignals implements AutoCloseable {
  /** Ten seconds are promised, of which the JVM needs some to notice. */
  private static final Duration LONGEST_END = Duration.ofSeconds(9);

  private final Stopper stopper;
  private final Signals signals;

  /**
   * Begins to hear them.
   *
   * @param tell where it is said what they do
   */
  StopSignals(Consumer<String> tell) {
    Thread worker = Thread.currentThread();
    stopper =
        new Stopper(
            tell,
            () -> {
              haltLater();
              worker.interrupt();
            });
    signals = new Signals().on("INT", stopper::interrupt).on("TERM", stopper::terminate);
  }

  Stopper stopper() {
    return stopper;
  }

  /** Whatever does not heed the interrupt, such as somebody's shutdown hook, is not waited for. */
  private static void haltLater() {
    var thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(LONGEST_END.toMillis());
                Runtime.getRuntime().halt(Tributary.INCOMPLETE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "tributary-end");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    signals.close();
  }
}
