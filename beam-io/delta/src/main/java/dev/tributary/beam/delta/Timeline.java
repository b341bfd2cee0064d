package dev.tributary.beam.delta;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * All that is known of one key: at most one event a sequence, from which the key's rows are made
 * anew whenever another comes. So the rows do not depend on the order in which events arrive.
 *
 * <p>Of two events with one sequence a delete wins, else the one added later.
 */
final class Timeline {
  private final HistoryShape shape;
  private final TreeMap<Object[], Event> events;

  /**
   * An upsert or a delete.
   *
   * @param at its sequence
   * @param row null for a delete
   */
  @SuppressWarnings("ArrayRecordComponent") // events are never compared as a whole
  private record Event(Object[] at, Object[] row) {
    boolean isDelete() {
      return row == null;
    }
  }

  /**
   * What is stored of a key.
   *
   * @param versions the rows of the table, in the order of their start: half-open intervals that do
   *     not overlap
   * @param members upserts that changed no tracked column and were followed by another such, so
   *     that they are part of a version without being seen; each with its version's start
   * @param deletes sequences of deletes that closed nothing
   */
  record History(List<Object[]> versions, List<Object[]> members, List<Object[]> deletes) {}

  Timeline(HistoryShape shape) {
    this.shape = shape;
    this.events = new TreeMap<>(shape::compare);
  }

  /**
   * Adds the events that stored rows came from.
   *
   * @param stored versions in the order of their start; members in any, of equal ones the valid one
   *     last
   */
  void addStored(History stored) {
    addMembers(stored.members(), stored.versions());
    for (int i = 0; i < stored.versions().size(); i++) {
      Object[] version = stored.versions().get(i);
      Object[] start = shape.start(version);
      if (shape.compare(start, shape.sequence(version)) != 0 && !events.containsKey(start)) {
        addUpsert(shape.at(version, start));
      }
      addUpsert(version);
      Object[] end = shape.end(version);
      boolean isFollowed =
          end != null
              && i + 1 < stored.versions().size()
              && shape.compare(end, shape.start(stored.versions().get(i + 1))) == 0;
      if (end != null && !isFollowed) {
        addDelete(end);
      }
    }
    stored.deletes().forEach(this::addDelete);
  }

  /** Members of versions that are not here would take over what became of them. */
  private void addMembers(List<Object[]> members, Collection<Object[]> versions) {
    var starts = new TreeMap<Object[], Object[]>(shape::compare);
    versions.forEach(version -> starts.put(shape.start(version), version));
    for (Object[] member : members) {
      if (starts.containsKey(shape.start(member))) {
        addUpsert(member);
      }
    }
  }

  void addUpsert(Object[] row) {
    Object[] at = shape.sequence(row);
    Event before = events.get(at);
    if (before == null || !before.isDelete()) {
      events.put(at, new Event(at, row));
    }
  }

  void addDelete(Object[] at) {
    events.put(at, new Event(at, null));
  }

  /** The rows that the events make. */
  History history() {
    var history = new History(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Event> run = new ArrayList<>();
    for (Event event : events.values()) {
      boolean goesOn =
          !run.isEmpty()
              && !event.isDelete()
              && shape.isSameVersion(run.get(run.size() - 1).row(), event.row());
      if (!goesOn) {
        if (event.isDelete() && run.isEmpty()) {
          history.deletes().add(event.at());
        }
        close(run, event.at(), history);
      }
      if (!event.isDelete()) {
        run.add(event);
      }
    }
    close(run, null, history);
    return history;
  }

  private void close(List<Event> run, Object[] end, History history) {
    if (run.isEmpty()) {
      return;
    }
    Object[] start = run.get(0).at();
    int last = run.size() - 1;
    history.versions().add(shape.version(run.get(last).row(), start, end));
    run.subList(0, last)
        .forEach(event -> history.members().add(shape.version(event.row(), start, null)));
    run.clear();
  }
}
