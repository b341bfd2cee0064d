package dev.tributary.simulators.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.ChangingRows;
import dev.tributary.simulators.Rows;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** The rows of one kind. */
abstract class Kind extends ChangingRows {
  final Rows rows = new Rows();

  /** A row as it is after a change. */
  abstract ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random);

  /** Marks a row that is deleted, or returns false if nothing is left of it. */
  abstract boolean mark(ObjectNode row, Instant time);

  /** Whether a row is marked so. */
  abstract boolean isDeleted(ObjectNode row);

  @Override
  protected void write(long id, Instant madeAt, Instant time, SplittableRandom random) {
    rows.put(id(id), row(id, madeAt, time, random));
  }

  @Override
  public void delete(long id, Instant time) {
    ObjectNode row = rows.get(id(id)).orElseThrow().deepCopy();
    if (mark(row, time)) {
      rows.put(id(id), row);
    } else {
      rows.remove(id(id));
    }
  }

  @Override
  public List<ObjectNode> rows() {
    return rows.query().where(row -> !isDeleted(row)).list().stream()
        .map(ObjectNode::deepCopy)
        .toList();
  }

  @Override
  public void delete(String id, Instant time) {
    delete(number(id), seconds(time));
  }

  @Override
  public void restore(String id, Instant time) {
    update(id, time);
  }
}
