package dev.tributary.connectors.zendesk;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of ticket comments.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#json-format">Ticket
 *     comments</a>
 */
final class CommentSchema {
  private CommentSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(LONG, "id", "ticket_id", "author_id")
          .required(STRING, "body")
          .required(TIMESTAMP, "created_at")
          .of(STRING, "type", "html_body", "plain_body")
          .of(BOOLEAN, "public")
          .of(LONG, "audit_id", "via_reference_id")
          .of(ZendeskTypes.VIA, "via")
          .of(new ArrayType(ZendeskTypes.ATTACHMENT), "attachments")
          // Of any shape: the system, flags, what integrations leave.
          .of(STRING, "metadata")
          .struct();

  private static final String WRITTEN = "it is written and never answered";

  static final Map<String, String> EXCLUDED =
      Map.of(
          "event_type", "type says the same",
          "add_short_url", WRITTEN,
          "channel_back", WRITTEN,
          "channel_source_id", WRITTEN,
          "translate_to", WRITTEN,
          "uploads", WRITTEN);
}
