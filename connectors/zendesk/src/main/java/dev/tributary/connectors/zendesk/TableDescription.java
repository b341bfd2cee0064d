package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.Option;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;
import java.util.Map;

/**
 * What is known of a table without asking Zendesk.
 *
 * @param name as in specs
 * @param summary what a row is, in one sentence
 * @param page the page of Zendesk's reference, below {@code
 *     https://developer.zendesk.com/api-reference/}
 * @param options exactly those that the table heeds
 * @param excluded the properties of rows that are no columns, with the reason
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
    excluded = Map.copyOf(excluded);
  }
}
