package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Rows of which a snapshot is read: they come, change and go. */
final class Listed extends Kind {

  /** Makes a row. */
  @FunctionalInterface
  interface Maker {
    ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random);
  }

  private final Maker maker;
  private final UnaryOperator<ObjectNode> columns;

  /** Rows of the main repository. */
  static Listed ofRepository(Maker maker) {
    return new Listed(
        maker,
        row -> row.put("repository_owner", Accounts.ORG).put("repository_name", Repositories.MAIN));
  }

  /**
   * @param columns adds to a copy of a row what the connector adds
   */
  Listed(Maker maker, UnaryOperator<ObjectNode> columns) {
    this.maker = maker;
    this.columns = columns;
  }

  @Override
  protected void write(long id, Instant madeAt, Instant time, SplittableRandom random) {
    rows.put(Long.toString(id), maker.row(id, madeAt, time, random));
  }

  @Override
  ObjectNode column(ObjectNode row) {
    return columns.apply(row.deepCopy());
  }

  /** The first stays: other tables are of the first repository and the first organization. */
  @Override
  public void delete(long id, Instant time) {
    if (id != 1) {
      rows.remove(Long.toString(id));
    }
  }

  @Override
  public void delete(String id, Instant time) {
    all().remove(id);
  }

  @Override
  public void restore(String id, Instant time) {
    update(id, time);
  }
}
