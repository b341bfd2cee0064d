package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.ChangingRows;
import dev.tributary.simulators.Rows;
import java.time.Instant;
import java.util.List;

/**
 * The rows of one kind. What GitHub does not delete, or not so that anybody could see it, stays.
 */
abstract class Kind extends ChangingRows {
  final Rows rows = new Rows();

  @Override
  public void delete(long id, Instant time) {}

  @Override
  public List<ObjectNode> rows() {
    return rows.query().list().stream().map(this::column).toList();
  }

  /** A row as the connector's table has it. */
  ObjectNode column(ObjectNode row) {
    return row.deepCopy()
        .put("repository_owner", Accounts.ORG)
        .put("repository_name", Repositories.MAIN);
  }
}
