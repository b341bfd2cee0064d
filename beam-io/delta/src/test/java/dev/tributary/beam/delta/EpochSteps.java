package dev.tributary.beam.delta;

import java.util.concurrent.atomic.AtomicBoolean;

/** Lets tests take part in the steps of epochs. */
final class EpochSteps {
  /** Names of the steps of a commit before it is durable, for annotations. */
  static final String OPENED = "TRANSACTION_OPENED";

  static final String WINDOW_CHECKED = "WINDOW_CHECKED";
  static final String FILES_CHECKED = "FILES_CHECKED";
  static final String COMMITTED = "COMMITTED";

  private EpochSteps() {}

  /** Work that may fail in its own way. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Does work whose steps a listener hears. */
  static <T, E extends Exception> T heardBy(EpochStep.Listener listener, Work<T, E> work) throws E {
    EpochStep.tell(listener);
    try {
      return work.run();
    } finally {
      EpochStep.tell(EpochStep.Listener.NONE);
    }
  }

  /** Does something the first time that a step is reached. */
  static EpochStep.Listener once(EpochStep moment, Runnable what) {
    var open = new AtomicBoolean(true);
    return step -> {
      if (step == moment && open.getAndSet(false)) {
        what.run();
      }
    };
  }
}
