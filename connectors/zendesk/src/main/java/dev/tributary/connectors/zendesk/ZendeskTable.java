package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.TableDescription;
import java.time.Instant;

/** A table, by the kind of endpoint that it is read from. */
sealed interface ZendeskTable permits CursorExport, TimeExport, ListTable {

  TableDescription description();

  /**
   * Reads a page.
   *
   * @param runStart see {@link dev.tributary.connectors.ConnectorContext}
   */
  Page read(ZendeskApi api, Offset start, Options options, Instant runStart);
}
