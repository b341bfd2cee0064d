package dev.tributary.beam.delta;

import dev.tributary.beam.delta.Timeline.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What changes do to the rows of one key in a table with history: SCD type 2, rules 3 and 4 of the
 * merge semantics.
 */
final class KeyHistory {
  private final TableShape table;
  private final HistoryShape shape;

  KeyHistory(TableShape table) {
    this.table = table;
    this.shape = table.history();
  }

  /**
   * What a key comes to.
   *
   * @param kept rows that stay as they are, the very objects given
   * @param added rows that the table gets
   * @param removed rows that it loses, the very objects given
   * @param replaced how many of those added begin where a removed one did
   * @param members to be stored, besides those stored already
   * @param deletes sequences to be remembered, besides those remembered already
   */
  record Outcome(
      List<Object[]> kept,
      List<Object[]> added,
      List<Object[]> removed,
      int replaced,
      List<Object[]> members,
      List<Object[]> deletes) {}

  /**
   * Applies the changes of an epoch to a key.
   *
   * @param stored rows of the table, in any order; those that ended before the least sequence of
   *     the changes may be missing. Members of equal sequence: the valid one is the last.
   * @param changes at least one, in any order
   */
  Outcome apply(History stored, List<Change> changes) {
    List<Change> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparingLong(Change::rank));
    Object[] least = Collections.min(sorted.stream().map(this::sequence).toList(), shape::compare);
    List<Object[]> settled = new ArrayList<>();
    List<Object[]> open = new ArrayList<>();
    for (Object[] row : stored.versions()) {
      Object[] end = shape.end(row);
      (end != null && shape.compare(end, least) < 0 ? settled : open).add(row);
    }
    open.sort((left, right) -> shape.compare(shape.start(left), shape.start(right)));
    var timeline = new Timeline(shape);
    timeline.addStored(new History(open, stored.members(), stored.deletes()));
    for (Change change : sorted) {
      if (change.isDelete()) {
        timeline.addDelete(sequence(change));
      } else {
        timeline.addUpsert(change.row());
      }
    }
    return difference(settled, open, stored, timeline.history());
  }

  private Object[] sequence(Change change) {
    int[] indexes = change.sequenceIndexes(table);
    var values = new Object[indexes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = change.row()[indexes[i]];
    }
    return values;
  }

  private Outcome difference(
      List<Object[]> settled, List<Object[]> before, History stored, History after) {
    var outcome =
        new Outcome(
            settled,
            new ArrayList<>(),
            new ArrayList<>(),
            0,
            newMembers(stored.members(), after),
            newDeletes(stored.deletes(), after.deletes()));
    int replaced = 0;
    TreeMap<Object[], List<Object[]>> byStart = new TreeMap<>(shape::compare);
    before.forEach(
        row -> byStart.computeIfAbsent(shape.start(row), start -> new ArrayList<>()).add(row));
    for (Object[] row : after.versions()) {
      List<Object[]> same = byStart.remove(shape.start(row));
      if (same != null && same.size() == 1 && shape.equal(same.get(0), row)) {
        outcome.kept().add(same.get(0));
        continue;
      }
      outcome.added().add(row);
      if (same != null) {
        replaced++;
        outcome.removed().addAll(same);
      }
    }
    byStart.values().forEach(outcome.removed()::addAll);
    return new Outcome(
        outcome.kept(),
        outcome.added(),
        outcome.removed(),
        replaced,
        outcome.members(),
        outcome.deletes());
  }

  /** A member that its version tells of as it is need not be stored, unless another is. */
  private List<Object[]> newMembers(List<Object[]> stored, History after) {
    var known = new TreeMap<Object[], Object[]>(shape::compare);
    stored.forEach(member -> known.put(shape.sequence(member), member));
    var versions = new TreeMap<Object[], Object[]>(shape::compare);
    after.versions().forEach(version -> versions.put(shape.start(version), version));
    List<Object[]> added = new ArrayList<>();
    for (Object[] member : after.members()) {
      Object[] at = shape.sequence(member);
      Object[] old = known.get(at);
      Object[] start = shape.start(member);
      Object[] told = shape.version(shape.at(versions.get(start), start), start, null);
      if (old == null ? !shape.equal(told, member) : !shape.equal(old, member)) {
        added.add(member);
      }
    }
    return added;
  }

  private List<Object[]> newDeletes(List<Object[]> stored, List<Object[]> after) {
    var known = new TreeMap<Object[], Object[]>(shape::compare);
    stored.forEach(at -> known.put(at, at));
    return after.stream().filter(at -> !known.containsKey(at)).toList();
  }
}
