package dev.tributary.pipelines;

import dev.tributary.connectors.Names;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.spec.ColumnSettings;
import dev.tributary.spec.Problems;
import dev.tributary.spec.TableSpec;
import java.util.List;

/** Finds what is wrong with the columns that a spec includes, excludes, hashes or tracks. */
final class ColumnChecks {
  private static final String INCLUDE = "include_columns";
  private static final String EXCLUDE = "exclude_columns";
  private static final String TRACKED = "track_history_columns";
  private static final String UNTRACKED = "track_history_except_columns";
  private static final String HASH = "hash_columns";

  private final TableSpec spec;
  private final StructType schema;
  private final Problems problems;

  ColumnChecks(TableSpec spec, StructType schema, Problems problems) {
    this.spec = spec;
    this.schema = schema;
    this.problems = problems;
  }

  void check(List<String> keys, List<String> sequence) {
    ColumnSettings settings = spec.settings().columns();
    requireKnown(INCLUDE, settings.include());
    requireKnown(EXCLUDE, settings.exclude());
    requireKnown(HASH, settings.hash());
    List<String> tracked = spec.settings().trackHistoryColumns();
    List<String> untracked = spec.settings().trackHistoryExceptColumns();
    requireKnown(TRACKED, tracked);
    requireKnown(UNTRACKED, untracked);
    ColumnChoice choice = ColumnChoice.of(schema, settings);
    keys.stream()
        .filter(choice.leftOut()::contains)
        .forEach(key -> leavesOut(key, "rows are told apart by it"));
    sequence.stream()
        .filter(choice.leftOut()::contains)
        .filter(column -> !keys.contains(column))
        .forEach(column -> leavesOut(column, "the changes of a row are ordered by it"));
    requireLoaded(TRACKED, tracked, choice);
    requireLoaded(UNTRACKED, untracked, choice);
    for (String column : settings.hash()) {
      if (sequence.contains(column)) {
        add(
            HASH,
            "Cannot hash '"
                + column
                + "': the changes of a row are ordered by it, and a hash has no order. Remove it"
                + " from '"
                + HASH
                + "'.");
      } else if (choice.leftOut().contains(column)) {
        add(
            HASH,
            "Cannot hash '" + column + "': " + leftOutBy() + ". Remove it from '" + HASH + "'.");
      }
    }
  }

  private void requireKnown(String setting, List<String> columns) {
    for (String column : columns) {
      if (schema.field(column) == null) {
        add(
            setting,
            "Table '"
                + spec.sourceTable()
                + "' has no column '"
                + column
                + "'. "
                + Names.suggestion(column, schema.names()));
      }
    }
  }

  private void requireLoaded(String setting, List<String> columns, ColumnChoice choice) {
    columns.stream()
        .filter(choice.leftOut()::contains)
        .forEach(
            column ->
                add(
                    setting,
                    "Cannot track the history of '"
                        + column
                        + "', or not: "
                        + leftOutBy()
                        + ". Remove it from '"
                        + setting
                        + "'."));
  }

  private void leavesOut(String column, String why) {
    boolean byInclude = isIncluding();
    add(
        byInclude ? INCLUDE : EXCLUDE,
        "Cannot leave out '"
            + column
            + "': "
            + why
            + ". "
            + (byInclude ? "Add it to '" + INCLUDE : "Remove it from '" + EXCLUDE)
            + "'.");
  }

  private String leftOutBy() {
    return isIncluding() ? "'" + INCLUDE + "' leaves it out" : "'" + EXCLUDE + "' leaves it out";
  }

  private boolean isIncluding() {
    return !spec.settings().columns().include().isEmpty();
  }

  private void add(String setting, String message) {
    problems.add(spec.configurationPointer(setting), message);
  }
}
