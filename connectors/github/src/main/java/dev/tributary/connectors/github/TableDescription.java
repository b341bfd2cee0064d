package dev.tributary.connectors.github;

import dev.tributary.connectors.Option;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a table without asking GitHub.
 *
 * @param name as in specs
 * @param summary what a row is, in one sentence
 * @param page the section of GitHub's REST documentation, below {@code
 *     https://docs.github.com/en/rest/}
 * @param options exactly those that the table heeds
 * @param excluded the properties of the API that are no columns, by JSON pointer, with the reason;
 *     one also stands for what is in it; those of users are added
 */
record TableDescription(
    String name,
    String summary,
    String page,
    List<Option> options,
    StructType schema,
    TableMetadata metadata,
    Map<String, String> excluded) {
  TableDescription {
    options = List.copyOf(options);
    var all = new HashMap<>(GithubTypes.excludedStars(schema));
    all.putAll(excluded);
    excluded = Map.copyOf(all);
  }
}
