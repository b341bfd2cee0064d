package dev.tributary.pipelines;

import java.util.Objects;

/**
 * Whether a table can be read.
 *
 * @param name the table of the source
 * @param records how many the first page has; zero if it could not be read
 * @param error what failed and what to do, without secrets; null if nothing did
 */
public record CheckReport(String name, long records, String error) {
  public CheckReport {
    Objects.requireNonNull(name, "name");
  }

  /** Whether it can be read. */
  public boolean isSuccess() {
    return error == null;
  }
}
