package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * The first rows of a table, as a load would store them.
 *
 * @param name the table of the source
 * @param columns the names of all columns, in order
 * @param first of these, the ones that say which row it is: the keys, then what orders changes
 * @param rows with a member for each column
 * @param notes what is to be known of the rows
 * @param error what failed and what to do, without secrets; null if nothing did
 */
public record PreviewReport(
    String name,
    List<String> columns,
    List<String> first,
    List<ObjectNode> rows,
    List<String> notes,
    String error) {
  public PreviewReport {
    Objects.requireNonNull(name, "name");
    columns = List.copyOf(columns);
    first = List.copyOf(first);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  static PreviewReport failed(String name, String error) {
    return new PreviewReport(name, List.of(), List.of(), List.of(), List.of(), error);
  }

  /** Whether the table could be read, and all that was read of it fits. */
  public boolean isSuccess() {
    return error == null;
  }
}
