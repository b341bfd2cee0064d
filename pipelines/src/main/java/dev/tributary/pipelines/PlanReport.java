package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.beam.delta.ColumnChanges;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a run would do to a table.
 *
 * @param name the table of the source
 * @param destination where it goes, in three parts, as users name it
 * @param action what would be done; null where that cannot be told
 * @param mode how rows would be written; empty where that cannot be told
 * @param version the version of the table that readers see; empty if there is none
 * @param offset from where the read would go on, part by part where there are several; null in
 *     JSON, of all or of a part, if from the beginning
 * @param columns what would become of the table's columns, with the first commit of the run or, of
 *     a full refresh, at its end; a run that finds nothing new commits nothing
 * @param goneColumns the columns and nested fields that the table has and keeps, and that rows to
 *     come have not
 * @param notes what is to be known of it
 * @param error why the table could not be loaded, and what to do, without secrets; null if it could
 */
public record PlanReport(
    String name,
    String destination,
    Action action,
    String mode,
    OptionalLong version,
    JsonNode offset,
    ColumnChanges columns,
    List<String> goneColumns,
    List<String> notes,
    String error) {

  /** What a run does to a table. */
  public enum Action {
    /** The table is made, and all of the source read. */
    FIRST_LOAD,
    /** What changed since the last run is read. */
    INCREMENTAL,
    /** All of the source is read into the rows that are there, for the table has no position. */
    READ_AGAIN,
    /** A read that an earlier run left is gone on with, then what changed since is read. */
    RESUME,
    /** All of the source is listed, and the table follows the differences. */
    SNAPSHOT,
    /** The table is loaded anew, and replaced at the end. */
    FULL_REFRESH,
    /** A full refresh that an earlier run left is gone on with. */
    RESUME_FULL_REFRESH
  }

  public PlanReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(destination, "destination");
    Objects.requireNonNull(columns, "columns");
    goneColumns = List.copyOf(goneColumns);
    notes = List.copyOf(notes);
  }

  /** Whether a run would begin to load the table. */
  public boolean isSuccess() {
    return error == null;
  }
}
