package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.ArrayList;
import java.util.List;

/** The options that several tables share. */
final class TableOptions {
  static final Option STATE =
      Option.of("state", Option.Type.STRING, "Which rows are read, by their state.")
          .withDefault("all")
          .withChoices("open", "closed", "all")
          .asSourceIdentity();

  static final Option ORG =
      Option.of("org", Option.Type.STRING, "The organization, as in github.com/ORG.")
          .asSourceIdentity();

  static final Option PER_PAGE =
      Option.of("per_page", Option.Type.INTEGER, "How many rows a request asks for, 1 to 100.")
          .withDefault("100")
          .withRange(1, GithubApi.MOST_ROWS);

  static final Option START_DATE =
      Option.of(
          "start_date",
          Option.Type.INSTANT,
          "From when changes are read: rows last changed before it are not.");

  static final Option LOOKBACK_SECONDS =
      Option.of(
              "lookback_seconds",
              Option.Type.INTEGER,
              "How far before the last change read a later run begins, for changes that GitHub"
                  + " shows late.")
          .withDefault("300");

  static final Option MAX_RECORDS_PER_BATCH =
      Option.of(
              "max_records_per_batch",
              Option.Type.INTEGER,
              "How many new rows a page has at most, where that is less than per_page; at least 1. Of"
                  + " rows that share one second, a page may hold more.")
          .asPositive();

  private static final List<Option> INCREMENTAL = List.of(START_DATE, MAX_RECORDS_PER_BATCH);

  private TableOptions() {}

  /** The options of a table of repositories, and these. */
  static List<Option> ofRepositories(Option... more) {
    var options = new ArrayList<>(List.of(Repository.OWNER, Repository.REPO));
    options.addAll(List.of(more));
    options.add(PER_PAGE);
    return options;
  }

  /** The options of a table of repositories that is read incrementally, and these. */
  static List<Option> incremental(Option... more) {
    List<Option> options = ofRepositories(more);
    options.addAll(INCREMENTAL);
    return options;
  }

  /** How many rows to ask for. */
  static int rows(Options options) {
    return Math.toIntExact(
        Math.min(
            options.integer("per_page", GithubApi.MOST_ROWS),
            options.integer("max_records_per_batch", GithubApi.MOST_ROWS)));
  }

  static ConnectorException invalid(String message) {
    return new ConnectorException(Category.CONFIGURATION, message);
  }
}
