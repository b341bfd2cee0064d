package dev.tributary.connectors.zendesk;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of tickets.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#json-format">Tickets</a>
 */
final class TicketSchema {
  private TicketSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(LONG, "id", "generated_timestamp")
          .of(STRING, "url", "encoded_id", "external_id", "type", "subject", "raw_subject")
          .of(STRING, "description", "priority", "status", "recipient")
          .of(LONG, "custom_status_id", "requester_id", "submitter_id", "assignee_id")
          .of(LONG, "organization_id", "group_id", "brand_id", "ticket_form_id")
          .of(LONG, "forum_topic_id", "problem_id")
          .of(
              ZendeskTypes.LONGS,
              "collaborator_ids",
              "follower_ids",
              "email_cc_ids",
              "followup_ids")
          .of(ZendeskTypes.LONGS, "sharing_agreement_ids")
          .of(ZendeskTypes.STRINGS, "tags")
          .of(BOOLEAN, "has_incidents", "is_public", "allow_channelback", "allow_attachments")
          .of(BOOLEAN, "from_messaging_channel")
          .of(TIMESTAMP, "created_at", "updated_at", "due_at")
          .of(ZendeskTypes.VIA, "via")
          // A value may be of any JSON type.
          .of(
              new ArrayType(new Columns().of(LONG, "id").of(STRING, "value").struct()),
              "custom_fields")
          .of(
              new Columns()
                  .of(LONG, "id")
                  .of(STRING, "score", "comment", "reason")
                  .of(LONG, "reason_id")
                  .struct(),
              "satisfaction_rating")
          .struct();

  static final Map<String, String> EXCLUDED = excluded();

  private static Map<String, String> excluded() {
    var excluded = new HashMap<String, String>();
    for (String name :
        List.of(
            "assignee_email",
            "attribute_value_ids",
            "collaborators",
            "comment",
            "email_ccs",
            "followers",
            "macro_id",
            "macro_ids",
            "metadata",
            "requester",
            "safe_update",
            "updated_stamp",
            "via_followup_source_id",
            "via_id",
            "voice_comment")) {
      excluded.put(name, "it is written and never answered");
    }
    excluded.put("fields", "it repeats custom_fields");
    return excluded;
  }
}
