package dev.tributary.pipelines;

import dev.tributary.beam.delta.BadRecordException;
import dev.tributary.beam.delta.DeltaTableException;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Finds what to tell a user of an exception that came through a runner. */
final class Failures {
  private Failures() {}

  /**
   * The message of the cause that was made for users; else of the innermost one, with its type and,
   * as nobody foresaw it, its place. Without secrets.
   */
  static String describe(Throwable failure, Secrets secrets) {
    return secrets.clean(describe(chain(failure)));
  }

  private static String describe(List<Throwable> chain) {
    Throwable innermost = chain.get(chain.size() - 1);
    for (Throwable cause : chain) {
      if (isForUsers(cause)) {
        return cause.getMessage();
      }
      if (cause instanceof UncheckedIOException && cause != innermost) {
        return cause.getMessage() + ": " + name(innermost);
      }
    }
    return innermost instanceof IOException ? name(innermost) : name(innermost) + place(innermost);
  }

  private static boolean isForUsers(Throwable cause) {
    return cause instanceof BadRecordException
        || cause instanceof DeltaTableException
        || cause instanceof ConnectorException
        || cause instanceof WrongSourceException
        || cause instanceof RunException;
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && !chain.contains(cause);
        cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }

  private static String name(Throwable failure) {
    String type = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? type : type + ": " + failure.getMessage();
  }

  private static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "" : " (at " + trace[0] + "; the debug log tells more)";
  }
}
