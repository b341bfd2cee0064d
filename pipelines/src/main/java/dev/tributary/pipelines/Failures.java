package dev.tributary.pipelines;

import dev.tributary.beam.delta.BadRecordException;
import dev.tributary.beam.delta.DeltaTableException;
import dev.tributary.connectors.ConnectorException;
import java.util.ArrayList;
import java.util.List;

/** Finds what to tell a user of an exception that came through a runner. */
final class Failures {
  private Failures() {}

  /** The message of the cause that was made for users; else of the innermost one, with its type. */
  static String describe(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && !chain.contains(cause);
        cause = cause.getCause()) {
      chain.add(cause);
    }
    for (Throwable cause : chain) {
      if (cause instanceof BadRecordException
          || cause instanceof DeltaTableException
          || cause instanceof ConnectorException) {
        return cause.getMessage();
      }
    }
    Throwable innermost = chain.get(chain.size() - 1);
    return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
  }
}
