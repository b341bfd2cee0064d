package dev.tributary.connectors.stripe;

import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.List;

/** The options of tables. */
final class TableOptions {
  private static final Option START_DATE =
      Option.of(
          "start_date",
          Option.Type.INSTANT,
          "The first read leaves out what was created before it; what of that changes later comes"
              + " then.");

  private static final Option MAX_RECORDS_PER_BATCH =
      Option.of(
              "max_records_per_batch",
              Option.Type.INTEGER,
              "How many rows a page has at most, where that is less than 100; at least 1.")
          .asPositive();

  static final List<Option> EVENTS =
      List.of(
          START_DATE,
          MAX_RECORDS_PER_BATCH,
          lookback(
              "How far before the last event read a later run looks for events seen late.", 300));

  static final List<Option> LOG =
      List.of(
          START_DATE,
          MAX_RECORDS_PER_BATCH,
          lookback("How far before the last event read a later run begins.", 300));

  static final List<Option> BALANCE =
      List.of(
          START_DATE,
          MAX_RECORDS_PER_BATCH,
          lookback(
              "How far before the last transaction read a later run begins: so long after its"
                  + " creation a transaction is seen to become available.",
              14 * 86_400));

  private TableOptions() {}

  private static Option lookback(String description, int seconds) {
    return Option.of("lookback_seconds", Option.Type.INTEGER, description)
        .withDefault(Integer.toString(seconds));
  }

  /** How many rows a page may have. */
  static int rows(Options options) {
    return (int)
        Math.min(
            StripeApi.MOST_ROWS, options.integer("max_records_per_batch", StripeApi.MOST_ROWS));
  }
}
