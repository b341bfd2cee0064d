package dev.tributary.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.ChangingRows;
import dev.tributary.simulators.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** The objects of one type. A row is never changed: another one takes its place. */
final class ObjectRows extends ChangingRows {
  final ObjectType type;
  final Definitions definitions;
  final SearchIndex index;

  /** With how many objects of another type the first one is associated. */
  private final Map<String, Integer> first;

  private final TreeMap<Long, ObjectNode> rows = new TreeMap<>();

  /** What became of objects that were merged. */
  private final Map<Long, Long> mergedInto = new HashMap<>();

  ObjectRows(
      ObjectType type, Definitions definitions, SearchIndex index, Map<String, Integer> first) {
    this.type = type;
    this.definitions = definitions;
    this.index = index;
    this.first = first;
  }

  /** All rows by their numbers, those that are archived among them. */
  NavigableMap<Long, ObjectNode> all() {
    return rows;
  }

  /** The row of an id, or of what it was merged into; null if there is none. */
  ObjectNode find(String id) {
    if (!id.matches("\\d{1,18}")) {
      return null;
    }
    long number = number(id);
    while (mergedInto.containsKey(number)) {
      number = mergedInto.get(number);
    }
    return rows.get(number);
  }

  static boolean isArchived(ObjectNode row) {
    return row.path("archived").booleanValue();
  }

  @Override
  protected void write(long number, Instant madeAt, Instant time, SplittableRandom random) {
    ObjectNode row =
        Response.object()
            .put("id", id(number))
            .put("createdAt", madeAt.toString())
            .put("updatedAt", time.toString())
            .put("archived", false)
            .put(
                "url",
                "https://app.hubspot.com/contacts/1234567/record/%s/%s"
                    .formatted(type.id(), number))
            .put("number", random.nextInt(1_000_000));
    ObjectNode values = definitions.values(time, random);
    values
        .put("hs_object_id", id(number))
        .put(type.created(), madeAt.toString())
        .put(type.modified(), time.toString())
        .putNull("hs_merged_object_ids");
    row.set("properties", values);
    ObjectNode associations = row.putObject("associations");
    for (String to : type.associated()) {
      int count = number == 1 ? first.getOrDefault(to, 2) : random.nextInt(4);
      var ids = new TreeSet<Integer>();
      for (int i = 1; i <= count; i++) {
        ids.add(number == 1 ? i : 1 + random.nextInt(500));
      }
      ids.forEach(other -> associations.withArray(to).add(Integer.toString(other)));
    }
    put(number, row);
  }

  private void put(long number, ObjectNode row) {
    rows.put(number, row);
    index.put(number, row);
  }

  @Override
  public void delete(long number, Instant time) {
    put(number, rows.get(number).deepCopy().put("archived", true).put("archivedAt", "" + time));
  }

  @Override
  public void delete(String id, Instant time) {
    delete(number(id), seconds(time));
  }

  @Override
  public void restore(String id, Instant time) {
    update(id, time);
  }

  /**
   * Makes one object of two, under an id of its own, with the values of the first and the
   * associations of both.
   *
   * @see <a
   *     href="https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies">Merge
   *     functionality</a>
   */
  ObjectNode merge(String primary, String other, Instant time) {
    ObjectNode one = find(primary);
    ObjectNode two = find(other);
    String id = insert(time);
    ObjectNode merged = rows.get(number(id)).deepCopy();
    ObjectNode values = merged.withObject("/properties").removeAll();
    values.setAll((ObjectNode) one.path("properties"));
    values
        .put("hs_object_id", id)
        .put(type.modified(), merged.path("updatedAt").asText())
        .put("hs_merged_object_ids", primary + ";" + other);
    merged.put("number", one.path("number").longValue());
    ObjectNode associations = merged.putObject("associations");
    for (String to : type.associated()) {
      var ids = new TreeSet<Long>();
      one.path("associations").path(to).forEach(value -> ids.add(value.asLong()));
      two.path("associations").path(to).forEach(value -> ids.add(value.asLong()));
      ids.forEach(value -> associations.withArray(to).add("" + value));
    }
    put(number(id), merged);
    for (String gone : List.of(primary, other)) {
      rows.remove(number(gone));
      index.put(number(gone), null);
      mergedInto.put(number(gone), number(id));
    }
    return merged;
  }

  @Override
  public List<ObjectNode> rows() {
    var living = new ArrayList<ObjectNode>();
    for (ObjectNode row : rows.values()) {
      if (!isArchived(row)) {
        living.add(column(row));
      }
    }
    return living;
  }

  private ObjectNode column(ObjectNode row) {
    ObjectNode columns = row.deepCopy();
    columns.remove("number");
    ObjectNode values = columns.putObject("properties");
    for (String name : definitions.types().keySet()) {
      String text = text(row, name);
      if (text != null) {
        values.set(name, definitions.typed(name, text));
      }
    }
    if (columns.path("associations").isEmpty()) {
      columns.remove("associations");
    }
    return columns;
  }

  /** The value of a property as the API gives it, or null. */
  String text(ObjectNode row, String name) {
    return definitions.text(
        (ObjectNode) row.path("properties"), row.path("number").longValue(), name);
  }

  /** The ids of the objects of another type that a row is associated with. */
  static ArrayNode associated(ObjectNode row, String to) {
    return row.path("associations").path(to) instanceof ArrayNode ids ? ids : Response.array();
  }
}
