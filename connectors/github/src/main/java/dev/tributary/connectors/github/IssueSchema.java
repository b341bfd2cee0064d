package dev.tributary.connectors.github;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/** The columns of issues, after the response schema {@code issue}. */
final class IssueSchema {
  private IssueSchema() {}

  /** Properties of the response schema that are no columns, by JSON pointer, with the reason. */
  static final Map<String, String> EXCLUDED =
      Map.of(
          "/pull_request", "rows that have it are pull requests and are left out",
          "/draft", "only pull requests have it",
          "/repository", "only lists over several repositories have it; see repository_name",
          "/body_html", "only comes with a media type that is not asked for",
          "/body_text", "only comes with a media type that is not asked for",
          "/pinned_comment/body_html", "only comes with a media type that is not asked for",
          "/pinned_comment/body_text", "only comes with a media type that is not asked for");

  private static final StructType TYPE =
      new Columns()
          .of(LONG, "id")
          .of(STRING, "node_id", "name", "description", "color")
          .of(TIMESTAMP, "created_at", "updated_at")
          .of(BOOLEAN, "is_enabled")
          .struct();

  private static final StructType OPTION =
      new Columns().of(LONG, "id").of(STRING, "name", "color").struct();

  private static final StructType FIELD_VALUE =
      new Columns()
          .of(LONG, "issue_field_id")
          .of(STRING, "issue_field_name", "node_id", "data_type")
          // A text, a number or a list, by data_type: kept as its JSON.
          .of(STRING, "value")
          .of(OPTION, "single_select_option")
          .of(new ArrayType(OPTION), "multi_select_options")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "repository_owner", "repository_name")
          .required(LONG, "id")
          .of(STRING, "node_id", "url", "repository_url", "labels_url", "comments_url")
          .of(STRING, "events_url", "html_url")
          .required(LONG, "number")
          .of(STRING, "state", "state_reason", "title", "body")
          .of(GithubTypes.USER, "user")
          .of(new ArrayType(GithubTypes.LABEL), "labels")
          .of(GithubTypes.USER, "assignee")
          .of(new ArrayType(GithubTypes.USER), "assignees")
          .of(GithubTypes.MILESTONE, "milestone")
          .of(BOOLEAN, "locked")
          .of(STRING, "active_lock_reason")
          .of(LONG, "comments")
          .of(TIMESTAMP, "closed_at")
          .required(TIMESTAMP, "created_at", "updated_at")
          .of(GithubTypes.USER, "closed_by")
          .of(STRING, "timeline_url")
          .of(TYPE, "type")
          .of(GithubTypes.APP, "performed_via_github_app")
          .of(STRING, "author_association")
          .of(GithubTypes.REACTIONS, "reactions")
          .of(
              new Columns().of(LONG, "total", "completed", "percent_completed").struct(),
              "sub_issues_summary")
          .of(STRING, "parent_issue_url")
          .of(GithubTypes.PINNED_COMMENT, "pinned_comment")
          .of(
              new Columns()
                  .of(LONG, "blocked_by", "blocking", "total_blocked_by", "total_blocking")
                  .struct(),
              "issue_dependencies_summary")
          .of(new ArrayType(FIELD_VALUE), "issue_field_values")
          .struct();

  /** The row as it is to be stored, or null if it is a pull request. */
  static ObjectNode row(ObjectNode row) {
    if (row.hasNonNull("pull_request")) {
      return null;
    }
    if (row.get("labels") instanceof ArrayNode labels) {
      row.set("labels", objects(labels));
    }
    return row;
  }

  /** The documentation allows a label to be its bare name. */
  private static ArrayNode objects(ArrayNode labels) {
    ArrayNode objects = JsonNodeFactory.instance.arrayNode();
    for (JsonNode label : labels) {
      if (label.isTextual()) {
        objects.addObject().put("name", label.asText());
      } else {
        objects.add(label);
      }
    }
    return objects;
  }
}
