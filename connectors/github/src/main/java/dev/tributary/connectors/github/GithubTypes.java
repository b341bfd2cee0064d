package dev.tributary.connectors.github;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;
import java.util.TreeMap;

/**
 * Types that several tables share, after GitHub's description of its API in OpenAPI. Fields whose
 * names end in {@code _url} may be URI templates and are kept as they are.
 *
 * @see <a href="https://github.com/github/rest-api-description">REST API description</a>
 */
final class GithubTypes {
  private GithubTypes() {}

  /** {@code simple-user}: a user, an organization or a bot. */
  static final StructType USER = user().struct();

  /** {@code integration}: a GitHub app. */
  static final StructType APP =
      new Columns()
          .of(LONG, "id")
          .of(STRING, "slug", "node_id", "client_id")
          .of(appOwner(), "owner")
          .of(STRING, "name", "description", "external_url", "html_url")
          .of(TIMESTAMP, "created_at", "updated_at")
          // Its keys are permissions, of which GitHub adds new ones.
          .of(new MapType(STRING), "permissions")
          .of(new ArrayType(STRING), "events")
          .of(LONG, "installations_count")
          .struct();

  /** {@code label}. */
  static final StructType LABEL =
      new Columns()
          .of(LONG, "id")
          .of(STRING, "node_id", "url", "name", "description", "color")
          .of(BOOLEAN, "default")
          .struct();

  /** {@code milestone}. */
  static final StructType MILESTONE =
      new Columns()
          .of(STRING, "url", "html_url", "labels_url")
          .of(LONG, "id")
          .of(STRING, "node_id")
          .of(LONG, "number")
          .of(STRING, "state", "title", "description")
          .of(USER, "creator")
          .of(LONG, "open_issues", "closed_issues")
          .of(TIMESTAMP, "created_at", "updated_at", "closed_at", "due_on")
          .struct();

  /** {@code reaction-rollup}. */
  static final StructType REACTIONS =
      new Columns()
          .of(STRING, "url")
          .of(LONG, "total_count", "+1", "-1", "laugh", "confused", "heart", "hooray", "eyes")
          .of(LONG, "rocket")
          .struct();

  /** {@code issue-comment}, as it stands in an issue it is pinned to. */
  static final StructType PINNED_COMMENT =
      new Columns()
          .of(LONG, "id")
          .of(STRING, "node_id", "url", "body", "html_url")
          .of(USER, "user")
          .of(TIMESTAMP, "created_at", "updated_at")
          .of(STRING, "issue_url", "author_association")
          .of(APP, "performed_via_github_app")
          .of(REACTIONS, "reactions")
          .of(new Columns().of(TIMESTAMP, "pinned_at").of(USER, "pinned_by").struct(), "pin")
          .of(new Columns().of(STRING, "reason").struct(), "minimized")
          .struct();

  /** {@code organization-simple}. */
  static final StructType ORGANIZATION =
      new Columns()
          .of(STRING, "login")
          .of(LONG, "id")
          .of(STRING, "node_id", "url", "repos_url", "events_url", "hooks_url", "issues_url")
          .of(STRING, "members_url", "public_members_url", "avatar_url", "description")
          .struct();

  /** {@code team-simple}: a team as the parent of another. */
  static final StructType PARENT_TEAM =
      new Columns()
          .of(LONG, "id")
          .of(STRING, "node_id", "url", "members_url", "name", "description", "permission")
          .of(STRING, "privacy", "notification_setting", "html_url", "repositories_url", "slug")
          .of(STRING, "ldap_dn", "type")
          .of(LONG, "organization_id", "enterprise_id")
          .struct();

  /** What a user or a team may do with a repository. */
  static final StructType PERMISSIONS =
      new Columns().of(BOOLEAN, "admin", "maintain", "push", "triage", "pull").struct();

  /** {@code team}. */
  static final StructType TEAM =
      new Columns()
          .of(LONG, "id")
          .of(STRING, "node_id", "name", "slug", "description", "privacy", "notification_setting")
          .of(STRING, "permission")
          .of(PERMISSIONS, "permissions")
          .of(STRING, "url", "html_url", "members_url", "repositories_url", "type")
          .of(STRING, "access_source")
          .of(LONG, "organization_id", "enterprise_id")
          .of(PARENT_TEAM, "parent")
          .struct();

  /**
   * The description gives every user a {@code starred_at}, which only lists of stargazers have.
   *
   * @return its place in each user below these columns, by JSON pointer, with the reason
   */
  static Map<String, String> excludedStars(StructType columns) {
    var excluded = new TreeMap<String, String>();
    columns.fields().forEach(field -> addStars(field.type(), "/" + field.name(), excluded));
    return excluded;
  }

  private static void addStars(DataType type, String place, Map<String, String> excluded) {
    if (type instanceof ArrayType array) {
      addStars(array.element(), place, excluded);
    } else if (type instanceof StructType struct) {
      if (struct.names().contains("starred_url")) {
        excluded.put(place + "/starred_at", "only lists of stargazers have it");
      }
      struct
          .fields()
          .forEach(field -> addStars(field.type(), place + "/" + field.name(), excluded));
    }
  }

  private static Columns user() {
    return new Columns()
        .of(STRING, "name", "email", "login")
        .of(LONG, "id")
        .of(STRING, "node_id", "avatar_url", "gravatar_id", "url", "html_url", "followers_url")
        .of(STRING, "following_url", "gists_url", "starred_url", "subscriptions_url")
        .of(STRING, "organizations_url", "repos_url", "events_url", "received_events_url", "type")
        .of(BOOLEAN, "site_admin")
        .of(STRING, "user_view_type");
  }

  /** An app is owned by a user or by an enterprise: the fields of both. */
  private static StructType appOwner() {
    return user()
        .of(STRING, "description", "website_url", "slug")
        .of(TIMESTAMP, "created_at", "updated_at")
        .struct();
  }
}
