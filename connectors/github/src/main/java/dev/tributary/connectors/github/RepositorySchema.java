package dev.tributary.connectors.github;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;
import java.util.Set;

/**
 * The columns of repositories, after the response schemas {@code minimal-repository}, which an
 * owner's lists have, and {@code repository}, which the token's own list has.
 */
final class RepositorySchema {
  private RepositorySchema() {}

  static final Map<String, String> EXCLUDED =
      Map.of(
          "/temp_clone_token", "it is a credential",
          "/starred_at", "only lists of starred repositories have it",
          "/master_branch", "only search results have it; see default_branch");

  private static final StructType LICENSE =
      new Columns().of(STRING, "key", "name", "spdx_id", "url", "node_id", "html_url").struct();

  private static final StructType STATUS = new Columns().of(STRING, "status").struct();

  private static final StructType REVIEWER =
      new Columns().of(LONG, "reviewer_id").of(STRING, "reviewer_type", "mode").struct();

  private static final StructType SECURITY =
      new Columns()
          .of(STATUS, "advanced_security", "code_security", "dependabot_security_updates")
          .of(STATUS, "secret_scanning", "secret_scanning_push_protection")
          .of(STATUS, "secret_scanning_non_provider_patterns", "secret_scanning_ai_detection")
          .of(STATUS, "secret_scanning_delegated_alert_dismissal")
          .of(STATUS, "secret_scanning_delegated_bypass")
          .of(
              new Columns().of(new ArrayType(REVIEWER), "reviewers").struct(),
              "secret_scanning_delegated_bypass_options")
          .struct();

  private static final StructType API =
      new Columns()
          .required(LONG, "id")
          .of(STRING, "node_id", "name", "full_name")
          .of(GithubTypes.USER, "owner")
          .of(BOOLEAN, "private")
          .of(STRING, "html_url", "description")
          .of(BOOLEAN, "fork")
          .of(STRING, "url", "archive_url", "assignees_url", "blobs_url", "branches_url")
          .of(STRING, "collaborators_url", "comments_url", "commits_url", "compare_url")
          .of(STRING, "contents_url", "contributors_url", "deployments_url", "downloads_url")
          .of(STRING, "events_url", "forks_url", "git_commits_url", "git_refs_url")
          .of(STRING, "git_tags_url", "git_url", "issue_comment_url", "issue_events_url")
          .of(STRING, "issues_url", "keys_url", "labels_url", "languages_url", "merges_url")
          .of(STRING, "milestones_url", "notifications_url", "pulls_url", "releases_url")
          .of(STRING, "ssh_url", "stargazers_url", "statuses_url", "subscribers_url")
          .of(STRING, "subscription_url", "tags_url", "teams_url", "trees_url", "clone_url")
          .of(STRING, "mirror_url", "hooks_url", "svn_url", "homepage", "language")
          .of(LONG, "forks_count", "stargazers_count", "watchers_count", "size")
          .of(STRING, "default_branch")
          .of(LONG, "open_issues_count")
          .of(BOOLEAN, "is_template")
          .of(new ArrayType(STRING), "topics")
          .of(BOOLEAN, "has_issues", "has_projects", "has_wiki", "has_pages", "has_downloads")
          .of(BOOLEAN, "has_discussions", "has_pull_requests")
          .of(STRING, "pull_request_creation_policy")
          .of(BOOLEAN, "archived", "disabled")
          .of(STRING, "visibility")
          .of(TIMESTAMP, "pushed_at", "created_at", "updated_at")
          .of(GithubTypes.PERMISSIONS, "permissions")
          .of(STRING, "role_name")
          .of(BOOLEAN, "allow_rebase_merge", "allow_squash_merge", "allow_auto_merge")
          .of(BOOLEAN, "delete_branch_on_merge", "allow_update_branch")
          .of(BOOLEAN, "use_squash_pr_title_as_default")
          .of(STRING, "squash_merge_commit_title", "squash_merge_commit_message")
          .of(STRING, "merge_commit_title", "merge_commit_message")
          .of(BOOLEAN, "allow_merge_commit", "allow_forking", "web_commit_signoff_required")
          .of(LONG, "subscribers_count", "network_count")
          .of(
              new Columns().of(STRING, "key", "name", "url", "body", "html_url").struct(),
              "code_of_conduct")
          .of(LICENSE, "license")
          .of(LONG, "forks", "open_issues", "watchers")
          .of(SECURITY, "security_and_analysis")
          // Organizations define the names; a value is a text or a list, kept as its JSON.
          .of(new MapType(STRING), "custom_properties")
          .of(BOOLEAN, "anonymous_access_enabled")
          .of(
              new Columns()
                  .of(BOOLEAN, "lexical_search_ok")
                  .of(STRING, "lexical_commit_sha")
                  .struct(),
              "code_search_index_status")
          .struct();

  static final StructType COLUMNS =
      new Columns().required(STRING, "repository_owner", "repository_name").all(API).struct();

  /** Whether a column is an address that GitHub derives from the repository's own. */
  static boolean isDerived(String name) {
    return name.endsWith("_url") && !name.equals("html_url") && !name.equals("mirror_url");
  }

  /** What only lists of repositories have. */
  private static final Set<String> LISTED =
      Set.of(
          "role_name",
          "subscribers_count",
          "network_count",
          "code_of_conduct",
          "security_and_analysis",
          "custom_properties");

  /** A repository inside another row. */
  static final StructType NESTED =
      new Columns().some(API, name -> !isDerived(name) && !LISTED.contains(name)).struct();
}
