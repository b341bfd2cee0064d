package dev.tributary.connectors.github;

import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;
import java.util.Set;

/**
 * The columns of comments and of reviews, after the response schemas {@code issue-comment} and
 * {@code pull-request-review}.
 */
final class CommentSchema {
  private CommentSchema() {}

  private static final String OTHER_MEDIA_TYPE =
      "only comes with a media type that is not asked for";

  static final Map<String, String> EXCLUDED =
      Map.of("/body_html", OTHER_MEDIA_TYPE, "/body_text", OTHER_MEDIA_TYPE);

  static final StructType COMMENTS =
      new Columns()
          .required(STRING, "repository_owner", "repository_name")
          .required(LONG, "id")
          .required(TIMESTAMP, "updated_at")
          .some(GithubTypes.PINNED_COMMENT, name -> !Set.of("id", "updated_at").contains(name))
          .struct();

  private static final StructType LINK = new Columns().of(STRING, "href").struct();

  static final StructType REVIEWS =
      new Columns()
          .required(STRING, "repository_owner", "repository_name")
          .required(LONG, "pull_number", "id")
          .of(STRING, "node_id")
          .of(GithubTypes.USER, "user")
          .of(STRING, "body", "state", "html_url", "pull_request_url")
          .of(new Columns().of(LINK, "html", "pull_request").struct(), "_links")
          .required(TIMESTAMP, "submitted_at")
          .of(STRING, "commit_id", "author_association")
          .struct();
}
