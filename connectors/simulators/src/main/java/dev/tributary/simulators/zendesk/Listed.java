package dev.tributary.simulators.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.SplittableRandom;

/** Rows of which only a list is to be had. */
final class Listed extends Kind {
  private final Maker maker;

  /** The member that says that a listed row is deleted; null where such rows are listed no more. */
  private final String deleted;

  /** Makes a row. */
  @FunctionalInterface
  interface Maker {
    ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random);
  }

  Listed(String deleted, Maker maker) {
    this.deleted = deleted;
    this.maker = maker;
  }

  @Override
  ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random) {
    return maker.row(id, madeAt, time, random);
  }

  @Override
  boolean mark(ObjectNode row, Instant time) {
    if (deleted != null) {
      row.put(deleted, true);
    }
    return deleted != null;
  }

  @Override
  boolean isDeleted(ObjectNode row) {
    return deleted != null && row.path(deleted).asBoolean();
  }
}
