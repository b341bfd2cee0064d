package dev.tributary.connectors;

import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;
import java.util.Map;

/**
 * What a connector knows of a table without asking the source; its page of documentation is made of
 * it.
 *
 * @param name as in specs
 * @param summary what a row is, in one sentence
 * @param page the address of the source's documentation of such rows
 * @param options exactly those that the table heeds
 * @param excluded the properties of rows that are no columns, with the reason; what is nested is
 *     named by its JSON pointer, and one also stands for what is in it
 */
public record TableDescription(
    String name,
    String summary,
    String page,
    List<Option> options,
    StructType schema,
    TableMetadata metadata,
    Map<String, String> excluded) {
  public TableDescription {
    options = List.copyOf(options);
    excluded = Map.copyOf(excluded);
  }
}
