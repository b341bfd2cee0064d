package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A table that a source has.
 *
 * @param name as in specs
 * @param options those that select the namespace it was looked at in; none of them is a secret
 * @param description what the connector says of it; empty if it could not
 * @param error why not, and what to do; null if it could
 */
public record DiscoveredTable(
    String name, Map<String, JsonNode> options, Optional<Description> description, String error) {

  /**
   * What a connector says of a table.
   *
   * @param schema its columns
   * @param metadata its keys, its cursor, and how it is read
   */
  public record Description(StructType schema, TableMetadata metadata) {
    public Description {
      Objects.requireNonNull(schema, "schema");
      Objects.requireNonNull(metadata, "metadata");
    }
  }

  public DiscoveredTable {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    if (description.isPresent() == (error != null)) {
      throw new IllegalArgumentException("Invalid table: it has either a description or an error");
    }
  }

  /** Whether the connector could tell what the table is. */
  public boolean isSuccess() {
    return error == null;
  }
}
