package dev.tributary.connectors.zendesk;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of users and organizations.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/users/users/#json-format">Users</a>
 */
final class PeopleSchema {
  private PeopleSchema() {}

  static final StructType USERS =
      new Columns()
          .required(LONG, "id")
          .required(TIMESTAMP, "updated_at")
          .of(STRING, "url", "name", "email")
          .of(TIMESTAMP, "created_at", "last_login_at")
          .of(STRING, "time_zone", "iana_time_zone", "phone")
          .of(BOOLEAN, "shared_phone_number")
          .of(LONG, "locale_id")
          .of(STRING, "locale")
          .of(LONG, "organization_id", "default_group_id", "custom_role_id", "role_type")
          .of(STRING, "role", "external_id", "alias", "signature", "details", "notes")
          .of(STRING, "ticket_restriction", "remote_photo_url")
          .of(BOOLEAN, "verified", "active", "chat_only", "shared", "shared_agent", "moderator")
          .of(BOOLEAN, "two_factor_auth_enabled", "only_private_comments", "restricted_agent")
          .of(BOOLEAN, "suspended", "report_csv")
          .of(ZendeskTypes.STRINGS, "tags")
          .of(ZendeskTypes.ATTACHMENT, "photo")
          .of(ZendeskTypes.FIELDS, "user_fields")
          .struct();

  static final Map<String, String> USERS_EXCLUDED =
      Map.of("agent_brand_ids", "it is written and never answered");

  static final StructType ORGANIZATIONS =
      new Columns()
          .required(LONG, "id")
          .required(TIMESTAMP, "updated_at")
          .of(STRING, "url", "name", "external_id", "details", "notes")
          .of(TIMESTAMP, "created_at")
          .of(BOOLEAN, "shared_tickets", "shared_comments")
          .of(ZendeskTypes.STRINGS, "domain_names", "tags")
          .of(LONG, "group_id")
          .of(ZendeskTypes.FIELDS, "organization_fields")
          .struct();

  static final Map<String, String> ORGANIZATIONS_EXCLUDED =
      Map.of("deleted_at", "a row that has it is a delete");
}
