package dev.tributary.connectors.github;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.util.List;

/** A table that is read repository by repository. */
interface GithubTable {

  /** The table's name in specs. */
  String name();

  /** The options that the table heeds. */
  List<Option> options();

  StructType schema();

  TableMetadata metadata();

  /**
   * Fails if a value of an option is of its type and yet not possible.
   *
   * @throws dev.tributary.connectors.ConnectorException of category CONFIGURATION
   */
  void check(Options options);

  /** Reads a page of one repository. */
  Page read(GithubApi api, Repository repository, Offset start, Options options, Instant runStart);
}
