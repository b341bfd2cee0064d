package dev.tributary.connectors.github;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The columns of pull requests, after the response schema {@code pull-request-simple}. */
final class PullRequestSchema {
  private PullRequestSchema() {}

  static final Map<String, String> EXCLUDED = excluded();

  private static final StructType BRANCH =
      new Columns()
          .of(STRING, "label", "ref", "sha")
          .of(GithubTypes.USER, "user")
          .of(RepositorySchema.NESTED, "repo")
          .struct();

  private static final StructType LINK = new Columns().of(STRING, "href").struct();

  private static final StructType AUTO_MERGE =
      new Columns()
          .of(GithubTypes.USER, "enabled_by")
          .of(STRING, "merge_method", "commit_title", "commit_message")
          .struct();

  private static final StructType STACK =
      new Columns()
          .of(new Columns().of(STRING, "ref", "sha").struct(), "base")
          .of(LONG, "size", "position", "id", "number")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "repository_owner", "repository_name")
          .required(LONG, "id")
          .of(STRING, "node_id", "url", "html_url", "diff_url", "patch_url", "issue_url")
          .of(STRING, "commits_url", "review_comments_url", "review_comment_url")
          .of(STRING, "comments_url", "statuses_url")
          .required(LONG, "number")
          .of(STRING, "state")
          .of(BOOLEAN, "locked")
          .of(STRING, "title", "body")
          .of(GithubTypes.USER, "user")
          .of(new ArrayType(GithubTypes.LABEL), "labels")
          .of(GithubTypes.MILESTONE, "milestone")
          .of(STRING, "active_lock_reason")
          .required(TIMESTAMP, "created_at", "updated_at")
          .of(TIMESTAMP, "closed_at", "merged_at")
          .of(STRING, "merge_commit_sha")
          .of(GithubTypes.USER, "assignee")
          .of(new ArrayType(GithubTypes.USER), "assignees", "requested_reviewers")
          .of(new ArrayType(GithubTypes.TEAM), "requested_teams")
          .of(BRANCH, "head", "base")
          .of(
              new Columns()
                  .of(LINK, "comments", "commits", "statuses", "html", "issue")
                  .of(LINK, "review_comments", "review_comment", "self")
                  .struct(),
              "_links")
          .of(STRING, "author_association")
          .of(AUTO_MERGE, "auto_merge")
          .of(STACK, "stack")
          .of(BOOLEAN, "draft")
          .struct();

  /** The row without the addresses that are left out, which are two thirds of it. */
  static ObjectNode row(ObjectNode row) {
    for (String branch : List.of("head", "base")) {
      if (row.path(branch).path("repo") instanceof ObjectNode repository) {
        repository.retain(RepositorySchema.NESTED.names());
      }
    }
    return row;
  }

  private static Map<String, String> excluded() {
    var excluded = new TreeMap<String, String>();
    for (String branch : new String[] {"/head/repo/", "/base/repo/"}) {
      RepositorySchema.COLUMNS.names().stream()
          .filter(RepositorySchema::isDerived)
          .forEach(
              name -> excluded.put(branch + name, "GitHub derives it from the repository's url"));
      RepositorySchema.EXCLUDED.forEach(
          (pointer, reason) -> excluded.put(branch + pointer.substring(1), reason));
    }
    return excluded;
  }
}
