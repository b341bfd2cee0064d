package dev.tributary.pipelines;

import java.util.List;

/** A table is to be loaded from another source than the one its rows came from. */
public final class WrongSourceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongSourceException(TableJob job, List<String> differences) {
    this(job, "its rows came from another source (" + String.join(", ", differences) + ")");
  }

  private WrongSourceException(TableJob job, String reason) {
    super(
        "Cannot load '"
            + job.name()
            + "' into "
            + job.destination()
            + ": "
            + reason
            + ". Name another destination, or run once with --full-refresh to load all of it from"
            + " here.");
  }

  /** The table was written by somebody who is no run. */
  static WrongSourceException noRun(TableJob job) {
    return new WrongSourceException(
        job, "its rows were written by a Beam pipeline (DeltaIO) and not by a run");
  }
}
