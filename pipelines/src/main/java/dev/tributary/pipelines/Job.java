package dev.tributary.pipelines;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A run that is ready to start: everything that can be found wrong without asking the source has
 * been looked for. Made by {@link JobPlanner}.
 */
public final class Job {
  private final Instant runStart;
  private final List<TableJob> tables;

  Job(Instant runStart, List<TableJob> tables) {
    this.runStart = Objects.requireNonNull(runStart, "runStart");
    this.tables = List.copyOf(tables);
  }

  Instant runStart() {
    return runStart;
  }

  List<TableJob> tables() {
    return tables;
  }

  /** The names of the source's tables that are loaded anew, in the order of the spec. */
  public List<String> refreshedNames() {
    return tables.stream().filter(TableJob::refreshes).map(TableJob::name).distinct().toList();
  }

  /** The names of the source's tables, in the order of the spec. */
  public List<String> tableNames() {
    return tables.stream().map(TableJob::name).toList();
  }
}
