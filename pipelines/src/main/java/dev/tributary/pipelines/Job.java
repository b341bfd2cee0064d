package dev.tributary.pipelines;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A run that is ready to start: everything that can be found wrong without reading rows has been
 * looked for. Made by {@link JobPlanner}.
 */
public final class Job {
  private final Instant runStart;
  private final List<PlannedTable> planned;

  Job(Instant runStart, List<PlannedTable> planned) {
    this.runStart = Objects.requireNonNull(runStart, "runStart");
    this.planned = List.copyOf(planned);
  }

  Instant runStart() {
    return runStart;
  }

  /** All tables, in the order of the spec. */
  List<PlannedTable> planned() {
    return planned;
  }

  /** The source's name of a table or, where that goes to several destinations, its destination. */
  String label(PlannedTable table) {
    long namesakes = planned.stream().filter(other -> other.name().equals(table.name())).count();
    return namesakes > 1 ? table.destination() : table.name();
  }

  /** Those that can be loaded. */
  List<TableJob> tables() {
    return planned.stream().filter(TableJob.class::isInstance).map(TableJob.class::cast).toList();
  }

  /** What the source did not tell of tables: a sentence each that names the table. */
  public List<String> unread() {
    return planned.stream()
        .filter(UnreadTable.class::isInstance)
        .map(table -> table.name() + ": " + ((UnreadTable) table).error())
        .toList();
  }

  /** The names of the source's tables that are loaded anew, in the order of the spec. */
  public List<String> refreshedNames() {
    return tables().stream().filter(TableJob::refreshes).map(TableJob::name).distinct().toList();
  }

  /** The names of the source's tables, in the order of the spec. */
  public List<String> tableNames() {
    return planned.stream().map(PlannedTable::name).toList();
  }
}
