package dev.tributary.connectors.github;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/** The columns of commits, after the response schema {@code commit}. */
final class CommitSchema {
  private CommitSchema() {}

  private static final String ONE_BY_ONE =
      "lists do not have it, and a request for each commit is not worth it";

  static final Map<String, String> EXCLUDED = Map.of("/stats", ONE_BY_ONE, "/files", ONE_BY_ONE);

  private static final StructType PERSON =
      new Columns().of(STRING, "name", "email").of(TIMESTAMP, "date").struct();

  private static final StructType GIT_COMMIT =
      new Columns()
          .of(STRING, "url")
          .of(PERSON, "author", "committer")
          .of(STRING, "message")
          .of(LONG, "comment_count")
          .of(new Columns().of(STRING, "sha", "url").struct(), "tree")
          .of(
              new Columns()
                  .of(BOOLEAN, "verified")
                  .of(STRING, "reason", "payload", "signature")
                  .of(TIMESTAMP, "verified_at")
                  .struct(),
              "verification")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "repository_owner", "repository_name", "sha")
          .of(STRING, "node_id", "url", "html_url", "comments_url")
          .of(GIT_COMMIT, "commit")
          .of(GithubTypes.USER, "author", "committer")
          .of(new ArrayType(new Columns().of(STRING, "sha", "url", "html_url").struct()), "parents")
          .struct();
}
