package dev.tributary.connectors.github;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/** The columns of users, organizations and teams. */
final class AccountSchema {
  private AccountSchema() {}

  static final Map<String, String> NOT_STARRED =
      Map.of("/starred_at", "only lists of stargazers have it");

  /** {@code simple-user}, as it stands in lists. */
  private static final StructType LISTED_USER =
      new Columns()
          .required(LONG, "id")
          .some(GithubTypes.USER, name -> !name.equals("id"))
          .struct();

  /** {@code simple-user}, in a repository. */
  static final StructType ASSIGNEES =
      new Columns()
          .required(STRING, "repository_owner", "repository_name")
          .all(LISTED_USER)
          .struct();

  /** {@code collaborator}. */
  static final StructType COLLABORATORS =
      new Columns()
          .all(ASSIGNEES)
          .of(GithubTypes.PERMISSIONS, "permissions")
          .of(STRING, "role_name")
          .struct();

  /** {@code simple-user} of an organization's members; {@code private-user} of the token's user. */
  static final StructType USERS =
      new Columns()
          .all(LISTED_USER)
          .of(STRING, "company", "blog", "location", "notification_email")
          .of(BOOLEAN, "hireable")
          .of(STRING, "bio", "twitter_username")
          .of(LONG, "public_repos", "public_gists", "followers", "following")
          .of(TIMESTAMP, "created_at", "updated_at")
          .of(LONG, "private_gists", "total_private_repos", "owned_private_repos", "disk_usage")
          .of(LONG, "collaborators")
          .of(BOOLEAN, "two_factor_authentication")
          .of(
              new Columns()
                  .of(LONG, "collaborators")
                  .of(STRING, "name")
                  .of(LONG, "space", "private_repos")
                  .struct(),
              "plan")
          .of(BOOLEAN, "business_plus")
          .of(STRING, "ldap_dn")
          .struct();

  private static final StructType PLAN =
      new Columns()
          .of(STRING, "name")
          .of(LONG, "space", "private_repos", "filled_seats", "seats")
          .struct();

  /** {@code organization-simple} of lists; {@code organization-full} of one that is named. */
  static final StructType ORGANIZATIONS =
      new Columns()
          .required(LONG, "id")
          .some(GithubTypes.ORGANIZATION, name -> !name.equals("id"))
          .of(STRING, "name", "company", "blog", "location", "email", "twitter_username")
          .of(BOOLEAN, "is_verified", "has_organization_projects", "has_repository_projects")
          .of(LONG, "public_repos", "public_gists", "followers", "following")
          .of(STRING, "html_url", "type")
          .of(LONG, "total_private_repos", "owned_private_repos", "private_gists", "disk_usage")
          .of(LONG, "collaborators")
          .of(STRING, "billing_email")
          .of(PLAN, "plan")
          .of(STRING, "default_repository_permission", "default_repository_branch")
          .of(BOOLEAN, "members_can_create_repositories", "two_factor_requirement_enabled")
          .of(STRING, "members_allowed_repository_creation_type")
          .of(BOOLEAN, "members_can_create_public_repositories")
          .of(BOOLEAN, "members_can_create_private_repositories")
          .of(BOOLEAN, "members_can_create_internal_repositories", "members_can_create_pages")
          .of(BOOLEAN, "members_can_create_public_pages", "members_can_create_private_pages")
          .of(BOOLEAN, "members_can_delete_repositories", "members_can_change_repo_visibility")
          .of(BOOLEAN, "members_can_invite_outside_collaborators", "members_can_delete_issues")
          .of(BOOLEAN, "display_commenter_full_name_setting_enabled")
          .of(BOOLEAN, "readers_can_create_discussions", "members_can_create_teams")
          .of(BOOLEAN, "members_can_view_dependency_insights")
          .of(BOOLEAN, "members_can_fork_private_repositories", "web_commit_signoff_required")
          .of(BOOLEAN, "advanced_security_enabled_for_new_repositories")
          .of(BOOLEAN, "dependabot_alerts_enabled_for_new_repositories")
          .of(BOOLEAN, "dependabot_security_updates_enabled_for_new_repositories")
          .of(BOOLEAN, "dependency_graph_enabled_for_new_repositories")
          .of(BOOLEAN, "secret_scanning_enabled_for_new_repositories")
          .of(BOOLEAN, "secret_scanning_push_protection_enabled_for_new_repositories")
          .of(BOOLEAN, "secret_scanning_push_protection_custom_link_enabled")
          .of(STRING, "secret_scanning_push_protection_custom_link")
          .of(TIMESTAMP, "created_at", "updated_at", "archived_at")
          .of(BOOLEAN, "deploy_keys_enabled_for_repositories")
          .struct();

  /** {@code team} of an organization's list; {@code team-full} of the token's own. */
  static final StructType TEAMS =
      new Columns()
          .required(LONG, "id")
          .some(GithubTypes.TEAM, name -> !name.equals("id"))
          .of(LONG, "members_count", "repos_count")
          .of(TIMESTAMP, "created_at", "updated_at")
          .of(GithubTypes.ORGANIZATION, "organization")
          .of(STRING, "ldap_dn")
          .struct();

  static final Map<String, String> TEAMS_EXCLUDED =
      Map.of("/organization", "its attributes are those of table organizations; see its id");
}
