package dev.tributary.connectors.stripe;

import dev.tributary.connectors.Options;
import java.time.Instant;

/** Lists all objects of a table. */
sealed interface Lister permits ObjectLister, MethodLister {

  /** The page at a position. */
  Listed read(StripeApi api, ListPosition at, Options options, Instant runStart);

  /** Begins to read the page at a position, where that is one request. */
  void prefetch(StripeApi api, ListPosition next, Options options);
}
