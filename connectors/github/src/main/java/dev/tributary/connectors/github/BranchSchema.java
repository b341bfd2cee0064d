package dev.tributary.connectors.github;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;
import java.util.TreeMap;

/** The columns of branches, after the response schema {@code short-branch}. */
final class BranchSchema {
  private BranchSchema() {}

  static final Map<String, String> EXCLUDED = excluded();

  private static final StructType CHECK =
      new Columns().of(STRING, "context").of(LONG, "app_id").struct();

  private static final StructType CHECKS =
      new Columns()
          .of(STRING, "url", "enforcement_level")
          .of(new ArrayType(STRING), "contexts")
          .of(new ArrayType(CHECK), "checks")
          .of(STRING, "contexts_url")
          .of(BOOLEAN, "strict")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "repository_owner", "repository_name", "name")
          .of(new Columns().of(STRING, "sha", "url").struct(), "commit")
          .of(BOOLEAN, "protected")
          .of(
              new Columns().of(BOOLEAN, "enabled").of(CHECKS, "required_status_checks").struct(),
              "protection")
          .of(STRING, "protection_url")
          .struct();

  private static Map<String, String> excluded() {
    var excluded = new TreeMap<String, String>();
    for (String name :
        new String[] {
          "url",
          "enforce_admins",
          "required_pull_request_reviews",
          "restrictions",
          "required_linear_history",
          "allow_force_pushes",
          "allow_deletions",
          "block_creations",
          "required_conversation_resolution",
          "name",
          "protection_url",
          "required_signatures",
          "lock_branch",
          "allow_fork_syncing"
        }) {
      excluded.put(
          "/protection/" + name, "only the answer for a single branch's protection has it");
    }
    return excluded;
  }
}
