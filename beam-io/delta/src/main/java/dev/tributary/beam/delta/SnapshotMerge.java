package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a snapshot does to the versions of a key (rule 6): the one that is open ends where the
 * snapshot lacks the key or has other values of it, which begin a new one. A later snapshot is
 * later than all versions, so that nothing needs to be remembered of deletes or of values that
 * changed nothing.
 */
final class SnapshotMerge implements VersionMerge {
  private final HistoryShape shape;
  private final Object[] at;
  private final Comparator<Object[]> byStart;
  private final TaskOutput output;

  /**
   * A merge of one snapshot.
   *
   * @param at its sequence
   */
  SnapshotMerge(TableShape shape, Object[] at, TaskOutput output) {
    this.shape = shape.history();
    this.at = Objects.requireNonNull(at, "at");
    this.byStart =
        (left, right) -> this.shape.compare(this.shape.start(left), this.shape.start(right));
    this.output = output;
  }

  @Override
  public boolean keepsUntouched() {
    return false;
  }

  @Override
  public void apply(List<Object[]> rows, List<Change> changes) throws IOException {
    Object[] open = takeOpen(rows);
    Object[] listed = changes.isEmpty() ? null : changes.get(changes.size() - 1).row();
    if (listed == null) {
      if (open != null) {
        end(open, at);
        output.delete();
      }
    } else if (open == null) {
      output.insert(listed);
    } else {
      applyTo(open, listed);
    }
  }

  private void applyTo(Object[] open, Object[] listed) throws IOException {
    Object[] same = shape.version(listed, shape.start(open), null);
    if (shape.equal(open, same)) {
      output.keep(open);
    } else if (shape.isSameVersion(open, listed)) {
      output.update(same);
    } else {
      end(open, at);
      output.insert(listed);
      output.count(0, 1, 0);
    }
  }

  /** The open version, or null. Of several, which only another writer can have made, the latest. */
  private Object[] takeOpen(List<Object[]> rows) throws IOException {
    List<Object[]> open = new ArrayList<>();
    for (Object[] row : rows) {
      if (shape.isClosed(row)) {
        output.keepGone(row);
      } else {
        open.add(row);
      }
    }
    open.sort(byStart);
    for (int i = 1; i < open.size(); i++) {
      end(open.get(i - 1), shape.start(open.get(i)));
    }
    return open.isEmpty() ? null : open.get(open.size() - 1);
  }

  /** What would end before it began, which only another writer can have made, goes. */
  private void end(Object[] row, Object[] until) throws IOException {
    output.drop();
    if (shape.compare(shape.start(row), until) < 0) {
      output.addClosed(shape.version(row, shape.start(row), until));
    }
  }

  @Override
  public void close() {}
}
