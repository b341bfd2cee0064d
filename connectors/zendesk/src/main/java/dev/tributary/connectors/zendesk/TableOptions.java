package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.TableDescription;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The options of tables that are read by an incremental export. */
final class TableOptions {
  /** The most rows that Zendesk exports in a page. */
  static final int MOST_ROWS = 1000;

  private static final Option START_DATE =
      Option.of(
          "start_date",
          Option.Type.INSTANT,
          "From when changes are read: rows last changed before it are not. At least a minute ago.");

  private static final Option MAX_RECORDS_PER_BATCH =
      Option.of(
              "max_records_per_batch",
              Option.Type.INTEGER,
              "How many new rows a page has at most, where that is less than 1000; at least 1.")
          .asPositive();

  private static final Option LOOKBACK_SECONDS =
      Option.of(
              "lookback_seconds",
              Option.Type.INTEGER,
              "How far before the last change read a later run begins. Zendesk exports nothing"
                  + " younger than a minute, so that nothing comes late.")
          .withDefault("0");

  private static final Option SUPPORT_TYPE_SCOPE =
      Option.of(
              "support_type_scope",
              Option.Type.STRING,
              "Whose tickets are read: those that agents, AI agents or both work on.")
          .withDefault("agent")
          .withChoices("agent", "ai_agent", "all")
          .asSourceIdentity();

  static final List<Option> EXPORT = List.of(START_DATE, MAX_RECORDS_PER_BATCH, LOOKBACK_SECONDS);

  /** The options of exports of tickets and of what belongs to tickets. */
  static final List<Option> TICKETS =
      List.of(START_DATE, MAX_RECORDS_PER_BATCH, LOOKBACK_SECONDS, SUPPORT_TYPE_SCOPE);

  private TableOptions() {}

  /** The parameters that options ask for besides. */
  static Map<String, String> scope(TableDescription table, Options options) {
    String name = SUPPORT_TYPE_SCOPE.name();
    return table.options().contains(SUPPORT_TYPE_SCOPE)
        ? Map.of(name, options.string(name))
        : Map.of();
  }

  /** How many rows a page may have. */
  static int rows(Options options) {
    return (int) Math.min(MOST_ROWS, options.integer(MAX_RECORDS_PER_BATCH.name(), MOST_ROWS));
  }

  /** Where a first read begins. */
  static Instant begin(Options options) {
    Instant given = options.instant(START_DATE.name());
    return given == null ? Instant.EPOCH : given;
  }
}
