package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a table's log says of how far the table has been read, and what was done about it.
 *
 * @param name the table of the source
 * @param destination where it goes, in three parts, as users name it
 * @param status what was done
 * @param version the version of the table that readers see; empty if there is none
 * @param epoch the last epoch; empty if there is none
 * @param isRefresh whether a full refresh is under way, and the state is that of it
 * @param state source, bound of the last run, and positions, as they are stored; null in JSON if
 *     there is none
 * @param note what the change means; null if nothing was changed
 * @param error what failed and what to do, without secrets; null if nothing did
 */
public record StateReport(
    String name,
    String destination,
    Status status,
    OptionalLong version,
    OptionalLong epoch,
    boolean isRefresh,
    JsonNode state,
    String note,
    String error) {

  /** What was done about a state. */
  public enum Status {
    /** It was looked at. */
    SHOWN,
    /** There is no table yet. */
    ABSENT,
    /** It is another one now. */
    CHANGED,
    /** It would be another one, but for a dry run. */
    PLANNED,
    /** It was that already. */
    UNCHANGED,
    /** See the error. */
    FAILED
  }

  public StateReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(destination, "destination");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(state, "state");
  }

  static StateReport failed(PlannedTable table, String destination, String error) {
    return new StateReport(
        table.name(),
        destination,
        Status.FAILED,
        OptionalLong.empty(),
        OptionalLong.empty(),
        false,
        NullNode.instance,
        null,
        error);
  }

  /** Whether what was asked for was done. */
  public boolean isSuccess() {
    return error == null;
  }
}
