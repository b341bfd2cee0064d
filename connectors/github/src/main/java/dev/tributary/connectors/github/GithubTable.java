package dev.tributary.connectors.github;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table: of repositories, or of the account that the token is for. */
sealed interface GithubTable {

  TableDescription description();

  /**
   * Describes a table. What all users lack is added to what is left out.
   *
   * @param section of GitHub's REST documentation
   */
  static TableDescription describe(
      String name,
      String summary,
      String section,
      List<Option> options,
      StructType schema,
      TableMetadata metadata,
      Map<String, String> excluded) {
    var all = new HashMap<>(GithubTypes.excludedStars(schema));
    all.putAll(excluded);
    String page = "https://docs.github.com/en/rest/" + section;
    return new TableDescription(name, summary, page, options, schema, metadata, all);
  }

  /** The columns that a read with these options has: those of the description, or some of them. */
  default StructType schema(Options options) {
    return description().schema();
  }

  /** A table that is read repository by repository. */
  non-sealed interface OfRepositories extends GithubTable {

    /**
     * Reads a page of one repository.
     *
     * @param runStart see {@link dev.tributary.connectors.ConnectorContext}
     */
    Page read(
        GithubApi api, Repository repository, Offset start, Options options, Instant runStart);
  }

  /** A table that is read as a whole. */
  non-sealed interface OfAccounts extends GithubTable {

    /**
     * Fails if the options do not go together.
     *
     * @throws dev.tributary.connectors.ConnectorException of category CONFIGURATION
     */
    default void check(Options options) {}

    Page read(GithubApi api, Offset start, Options options);
  }
}
