package dev.tributary.connectors.stripe;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.TableDescription;
import java.time.Instant;
import java.util.Optional;

/** A table, by how it goes on after its first read. */
sealed interface StripeTable permits EventTable, CreatedTable {

  TableDescription description();

  /** See {@link dev.tributary.connectors.LakeflowConnect#whyListedAnew}. */
  default Optional<String> whyListedAnew(StripeApi api, Offset start, Instant runStart) {
    return Optional.empty();
  }

  /**
   * Reads a page.
   *
   * @param runStart see {@link dev.tributary.connectors.ConnectorContext}
   */
  Page read(StripeApi api, Offset start, Options options, Instant runStart);
}
