package dev.tributary.connectors.hubspot;

import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.time.Instant;
import java.util.List;

/** The options of tables. */
final class TableOptions {
  /** The most rows on a page of a list. */
  static final int MOST_LISTED = 100;

  /** The most rows on a page of a search. */
  static final int MOST_FOUND = 200;

  static final List<Option> ALL =
      List.of(
          Option.of(
              "start_date",
              Option.Type.INSTANT,
              "From when objects are read: those last changed before it are not."),
          Option.of(
                  "max_records_per_batch",
                  Option.Type.INTEGER,
                  "How many objects a page has at most, where that is less than 100 of the first"
                      + " read or 200 of a later one; at least 1. Deletes that merges tell of come"
                      + " on top.")
              .asPositive(),
          Option.of(
                  "lookback_seconds",
                  Option.Type.INTEGER,
                  "How far before the last read a later one begins: longer than HubSpot's search"
                      + " needs to know of a change.")
              .withDefault("3600"));

  private TableOptions() {}

  static int rows(Options options, int most) {
    return (int) Math.min(most, options.integer("max_records_per_batch", most));
  }

  /** Whether a row was last changed before rows are wanted. */
  static boolean isTooOld(Instant time, Options options) {
    Instant start = options.instant("start_date");
    return start != null && time.isBefore(start);
  }
}
