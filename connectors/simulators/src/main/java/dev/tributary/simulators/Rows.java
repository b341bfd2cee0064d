package dev.tributary.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The rows of a table, in the order in which they were inserted. */
public final class Rows {
  private final Map<String, ObjectNode> rows = new LinkedHashMap<>();

  /** Inserts a row, or puts it in the place of that of its id. */
  public void put(String id, ObjectNode row) {
    rows.put(id, row);
  }

  public Optional<ObjectNode> get(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** Removes a row, if it is there, and returns it. */
  public Optional<ObjectNode> remove(String id) {
    return Optional.ofNullable(rows.remove(id));
  }

  public int size() {
    return rows.size();
  }

  /** All rows, to be narrowed down. */
  public Query query() {
    return new Query(new ArrayList<>(rows.values()));
  }

  /**
   * The time that a member of a row says.
   *
   * @param value as in ISO 8601, or seconds since 1970
   */
  public static Instant time(JsonNode value) {
    return value.isIntegralNumber()
        ? Instant.ofEpochSecond(value.longValue())
        : Instant.parse(value.textValue());
  }

  /** Rows by the time and then by the number that two members say. */
  public static Comparator<ObjectNode> order(String time, String id) {
    return Comparator.comparing((ObjectNode row) -> time(row.path(time)))
        .thenComparingLong(row -> row.path(id).longValue());
  }

  /** Rows that are narrowed down step by step. */
  public static final class Query {
    private final List<ObjectNode> chosen;

    private Query(List<ObjectNode> chosen) {
      this.chosen = chosen;
    }

    public Query where(Predicate<ObjectNode> condition) {
      return new Query(chosen.stream().filter(condition).toList());
    }

    /** Those whose time is not before one; all if it is null. */
    public Query from(String member, Instant time, Bound bound) {
      return time == null
          ? this
          : where(
              row -> {
                int order = time(row.path(member)).compareTo(time);
                return order > 0 || (order == 0 && bound == Bound.INCLUSIVE);
              });
    }

    /** Those whose time is not after one; all if it is null. */
    public Query until(String member, Instant time, Bound bound) {
      return time == null
          ? this
          : where(
              row -> {
                int order = time(row.path(member)).compareTo(time);
                return order < 0 || (order == 0 && bound == Bound.INCLUSIVE);
              });
    }

    public Query sorted(Comparator<? super ObjectNode> order) {
      return new Query(chosen.stream().sorted(order).toList());
    }

    public List<ObjectNode> list() {
      return List.copyOf(chosen);
    }
  }
}
