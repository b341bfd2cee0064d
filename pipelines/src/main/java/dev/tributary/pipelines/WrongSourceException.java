package dev.tributary.pipelines;

import java.util.List;

/** A table is to be loaded from another source than the one its rows came from. */
public final class WrongSourceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongSourceException(TableJob job, List<String> differences) {
    super(
        "Cannot load '"
            + job.name()
            + "' into "
            + job.destination()
            + ": its rows came from another source ("
            + String.join(", ", differences)
            + "). Name another destination, or run once with --full-refresh to load all of it from"
            + " here.");
  }
}
