package dev.tributary.connectors.zendesk;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.DataType.StructType;

/** The columns of tables that are listed; {@link ZendeskTables} names the page of each. */
final class ListSchema {
  private ListSchema() {}

  static final StructType ARTICLES =
      ZendeskTypes.listed()
          .of(STRING, "html_url")
          .of(LONG, "author_id", "section_id", "permission_group_id", "user_segment_id")
          .of(ZendeskTypes.LONGS, "user_segment_ids")
          .of(STRING, "title", "name", "body", "locale", "source_locale")
          .of(BOOLEAN, "comments_disabled", "draft", "promoted", "outdated")
          .of(ZendeskTypes.STRINGS, "outdated_locales", "label_names", "content_tag_ids")
          .of(LONG, "position", "vote_sum", "vote_count")
          .of(TIMESTAMP, "edited_at")
          .struct();

  static final StructType BRANDS =
      ZendeskTypes.listed()
          .of(STRING, "name", "brand_url", "subdomain", "host_mapping", "help_center_state")
          .of(STRING, "signature_template")
          .of(BOOLEAN, "has_help_center", "active", "default", "is_deleted")
          .of(ZendeskTypes.LONGS, "ticket_form_ids")
          .of(ZendeskTypes.ATTACHMENT, "logo")
          .struct();

  static final StructType GROUPS =
      ZendeskTypes.listed()
          .of(STRING, "name", "description")
          .of(BOOLEAN, "default", "is_public", "deleted")
          .struct();

  static final StructType TOPICS =
      ZendeskTypes.listed()
          .of(STRING, "html_url", "name", "description", "manageable_by")
          .of(LONG, "position", "follower_count", "user_segment_id")
          .struct();
}
