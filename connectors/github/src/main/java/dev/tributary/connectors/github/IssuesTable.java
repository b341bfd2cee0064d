package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.RestResponse;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Issues, without the pull requests that GitHub lists among them.
 *
 * @see <a href="https://docs.github.com/en/rest/issues/issues#list-repository-issues">List
 *     repository issues</a>
 */
final class IssuesTable implements GithubTable {

  private static final Option STATE =
      Option.of("state", Option.Type.STRING, "Which issues are read, by their state.")
          .withDefault("all")
          .withChoices("open", "closed", "all")
          .asSourceIdentity();

  private static final Option PER_PAGE =
      Option.of("per_page", Option.Type.INTEGER, "How many rows a request asks for, 1 to 100.")
          .withDefault("100");

  private static final Option START_DATE =
      Option.of(
          "start_date",
          Option.Type.INSTANT,
          "From when changes are read: rows last updated before it are not.");

  private static final Option LOOKBACK_SECONDS =
      Option.of(
              "lookback_seconds",
              Option.Type.INTEGER,
              "How far before the last change read a later run begins, for changes that GitHub"
                  + " shows late.")
          .withDefault("300");

  private static final Option MAX_RECORDS_PER_BATCH =
      Option.of(
          "max_records_per_batch",
          Option.Type.INTEGER,
          "How many new rows a page has at most, where that is less than per_page; at least 1. Of"
              + " rows that share one second, a page may hold more.");

  private static final List<Option> OPTIONS =
      List.of(
          Repository.OWNER,
          Repository.REPO,
          STATE,
          PER_PAGE,
          START_DATE,
          LOOKBACK_SECONDS,
          MAX_RECORDS_PER_BATCH);

  @Override
  public String name() {
    return "issues";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public StructType schema() {
    return IssueSchema.COLUMNS;
  }

  @Override
  public TableMetadata metadata() {
    return TableMetadata.cdc("updated_at", "id");
  }

  @Override
  public void check(Options options) {
    long rows = options.integer("per_page", GithubApi.MOST_ROWS);
    if (rows < 1 || rows > GithubApi.MOST_ROWS) {
      throw new ConnectorException(
          Category.CONFIGURATION, "Option 'per_page' must be from 1 to 100, not " + rows);
    }
    if (options.integer("max_records_per_batch", 1) < 1) {
      throw new ConnectorException(
          Category.CONFIGURATION, "Option 'max_records_per_batch' must be 1 or more, not 0");
    }
  }

  @Override
  public Page read(
      GithubApi api, Repository repository, Offset start, Options options, Instant runStart) {
    long rows =
        Math.min(
            options.integer("per_page", GithubApi.MOST_ROWS),
            options.integer("max_records_per_batch", GithubApi.MOST_ROWS));
    var lookback = Duration.ofSeconds(options.integer("lookback_seconds", 0));
    return new ChangeWalk(new Issues(api, repository, options.string("state")), runStart)
        .read(start, options.instant("start_date"), lookback, Math.toIntExact(rows));
  }

  /** The list of one repository. */
  private record Issues(GithubApi api, Repository repository, String state)
      implements ChangeWalk.Listing {

    @Override
    public Optional<RestResponse> from(Instant since, int rows) {
      var query = new LinkedHashMap<String, String>();
      query.put("state", state);
      query.put("sort", "updated");
      query.put("direction", "asc");
      if (since != null) {
        query.put("since", since.truncatedTo(ChronoUnit.SECONDS).toString());
      }
      query.put("per_page", Integer.toString(rows));
      return api.list(repository, "issues", query);
    }

    @Override
    public Optional<RestResponse> behind(String link) {
      return api.follow(repository, "issues", link);
    }

    @Override
    public Optional<String> next(RestResponse answer) {
      return api.next(answer);
    }

    @Override
    public Optional<SourceRecord> record(ObjectNode row) {
      if (row.hasNonNull("pull_request")) {
        return Optional.empty();
      }
      row.put("repository_owner", repository.owner());
      row.put("repository_name", repository.name());
      if (row.get("labels") instanceof ArrayNode labels) {
        row.set("labels", objects(labels));
      }
      return Optional.of(SourceRecord.upsert(row));
    }

    /** The documentation allows a label to be its bare name. */
    private static ArrayNode objects(ArrayNode labels) {
      ArrayNode objects = JsonNodeFactory.instance.arrayNode();
      for (JsonNode label : labels) {
        if (label.isTextual()) {
          objects.addObject().put("name", label.asText());
        } else {
          objects.add(label);
        }
      }
      return objects;
    }
  }
}
