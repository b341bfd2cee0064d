package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.ChangingRows;
import dev.tributary.simulators.Rows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The rows of one kind. What GitHub does not delete, or not so that anybody could see it, stays.
 * Their history is played when they are first asked for.
 */
abstract class Kind extends ChangingRows {
  /** For the history itself; all others ask for {@link #all}. */
  final Rows rows = new Rows();

  private Runnable unplayed = Kind::played;

  /** Plays the histories of some kinds together as soon as one of them is asked for. */
  static void playLater(Collection<Kind> kinds, Runnable histories) {
    Runnable all =
        () -> {
          kinds.forEach(kind -> kind.unplayed = Kind::played);
          histories.run();
        };
    kinds.forEach(kind -> kind.unplayed = all);
  }

  private static void played() {}

  final void ready() {
    unplayed.run();
  }

  /** The rows, with their history. */
  final Rows all() {
    ready();
    return rows;
  }

  @Override
  public String insert(Instant time) {
    ready();
    return super.insert(time);
  }

  @Override
  public void update(String id, Instant time) {
    ready();
    super.update(id, time);
  }

  @Override
  public void delete(long id, Instant time) {}

  @Override
  public List<ObjectNode> rows() {
    return all().query().list().stream().map(this::column).toList();
  }

  /** A row as the connector's table has it. */
  ObjectNode column(ObjectNode row) {
    return row.deepCopy()
        .put("repository_owner", Accounts.ORG)
        .put("repository_name", Repositories.MAIN);
  }
}
