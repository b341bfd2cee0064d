package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.EpochHarness.row;
import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The conformance cases of the merge semantics that are changes and what they come to. */
final class MergeCases {
  static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("seq", new LongType());

  private MergeCases() {}

  /**
   * A case of the table.
   *
   * @param changes in the order of reading
   * @param rows what they come to in SCD type 1
   * @param versions what they come to in SCD type 2
   */
  record Case(
      String id, List<TestChange> changes, List<Map<String, Object>> rows, List<Version> versions) {
    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * A row of a table with history.
   *
   * @param sequence of the change that gave the row its values
   * @param end null if it is valid still
   */
  record Version(long id, String name, long sequence, long start, Long end) {
    Version withId(long other) {
      return new Version(other, name, sequence, start, end);
    }
  }

  static List<Case> all() {
    List<TestChange> life =
        List.of(change(10, "P"), change(20, "Q"), change(30, "R"), change(40, "S"), gone(50));
    return List.of(
        new Case("C1", List.of(change(10, "A"), change(10, "A")), rows(10, "A"), open("A", 10)),
        new Case(
            "C2",
            List.of(change(12, "A"), change(10, "P")),
            rows(12, "A"),
            List.of(closed("P", 10, 12), version("A", 12, 12, null))),
        new Case(
            "C3",
            List.of(change(17, "A"), gone(20), change(18, "S")),
            List.of(),
            List.of(closed("A", 17, 18), closed("S", 18, 20))),
        new Case(
            "C4",
            Stream.concat(life.stream(), life.stream()).toList(),
            List.of(),
            List.of(
                closed("P", 10, 20),
                closed("Q", 20, 30),
                closed("R", 30, 40),
                closed("S", 40, 50))),
        new Case(
            "C5",
            List.of(change(10, "a"), gone(20), change(40, "c")),
            rows(40, "c"),
            List.of(closed("a", 10, 20), version("c", 40, 40, null))),
        new Case("C6", List.of(change(10, "a"), gone(20)), List.of(), List.of(closed("a", 10, 20))),
        new Case(
            "C7",
            List.of(change(10, "a"), change(20, "a")),
            rows(20, "a"),
            List.of(version("a", 20, 10, null))),
        new Case(
            "C8",
            List.of(
                change(5, "Alice"),
                change(10, "Alice"),
                change(15, "Alice"),
                change(20, "Charlie"),
                change(12, "Bob")),
            rows(20, "Charlie"),
            List.of(
                version("Alice", 10, 5, 12L),
                closed("Bob", 12, 15),
                closed("Alice", 15, 20),
                version("Charlie", 20, 20, null))),
        new Case(
            "C9",
            List.of(change(10, "a"), change(5, "b")),
            rows(10, "a"),
            List.of(closed("b", 5, 10), version("a", 10, 10, null))),
        new Case(
            "C10", List.of(gone(20), change(10, "x")), List.of(), List.of(closed("x", 10, 20))),
        new Case(
            "C15",
            IntStream.rangeClosed(1, 50).mapToObj(i -> change(i, "v" + i)).toList(),
            rows(50, "v50"),
            IntStream.rangeClosed(1, 50)
                .mapToObj(i -> version("v" + i, i, i, i == 50 ? null : i + 1L))
                .toList()),
        new Case("C17, upsert first", List.of(change(20, "a"), gone(20)), List.of(), List.of()),
        new Case("C17, delete first", List.of(gone(20), change(20, "a")), List.of(), List.of()),
        new Case(
            "C17, closed at it",
            List.of(change(10, "a"), change(20, "b"), gone(20)),
            List.of(),
            List.of(closed("a", 10, 20))),
        new Case(
            "later of equals",
            List.of(change(20, "a"), change(20, "b")),
            rows(20, "b"),
            open("b", 20)),
        new Case(
            "late delete",
            List.of(change(30, "a"), gone(20), change(25, "b")),
            rows(30, "a"),
            List.of(closed("b", 25, 30), version("a", 30, 30, null))),
        new Case(
            "older delete after a delete",
            List.of(gone(30), gone(20), change(25, "b")),
            List.of(),
            List.of(closed("b", 25, 30))),
        new Case(
            "back to life",
            List.of(gone(20), change(30, "b"), gone(25), change(22, "c")),
            rows(30, "b"),
            List.of(closed("c", 22, 25), version("b", 30, 30, null))),
        new Case(
            "a late delete splits a run",
            List.of(change(10, "a"), change(20, "a"), change(30, "a"), gone(25), gone(15)),
            rows(30, "a"),
            List.of(closed("a", 10, 15), closed("a", 20, 25), version("a", 30, 30, null))),
        new Case(
            "a late change joins two runs",
            List.of(change(10, "a"), change(30, "a"), change(20, "b"), change(20, "a")),
            rows(30, "a"),
            List.of(version("a", 30, 10, null))));
  }

  private static TestChange change(long sequence, String name) {
    return upsert(1L, name, sequence);
  }

  private static TestChange gone(long sequence) {
    return delete(1L, null, sequence);
  }

  private static List<Map<String, Object>> rows(long sequence, String name) {
    return List.of(row("id", 1L, "name", name, "seq", sequence));
  }

  private static Version version(String name, long sequence, long start, Long end) {
    return new Version(1, name, sequence, start, end);
  }

  private static Version closed(String name, long start, long end) {
    return version(name, start, start, end);
  }

  private static List<Version> open(String name, long start) {
    return List.of(version(name, start, start, null));
  }

  /** All cases in one table, each with a key of its own. */
  static Case together() {
    List<TestChange> changes = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Version> versions = new ArrayList<>();
    List<Case> cases = all();
    for (long id = 0; id < cases.size(); id++) {
      Case tried = cases.get((int) id);
      for (TestChange change : tried.changes()) {
        changes.add(
            new TestChange(new Object[] {id, change.row()[1], change.row()[2]}, change.isDelete()));
      }
      for (Map<String, Object> row : tried.rows()) {
        rows.add(row("id", id, "name", row.get("name"), "seq", row.get("seq")));
      }
      for (Version version : tried.versions()) {
        versions.add(version.withId(id));
      }
    }
    return new Case("all", changes, rows, versions);
  }

  static final List<List<String>> KEYS =
      List.of(
          List.of("a,b", "c"),
          List.of("a", "b,c"),
          List.of("a/\"'`\\", "\n\t=%20"),
          List.of("", ""),
          List.of("\uD83D\uDE00", "\uFFFF"),
          List.of("\uFFFF", "\uD83D\uDE00"),
          List.of("ä".repeat(40), "x"),
          List.of("ä".repeat(40) + "b", "x"));

  /** Types of keys and sequences, with values in the order of the numbers that they stand for. */
  enum Kind {
    LONG(new LongType(), n -> n * 1_000_000_007L),
    INTEGER(new IntegerType(), n -> (int) n - 25),
    STRING(new StringType(), n -> String.format("2024-01-%02dT00:00:00Z", n)),
    DATE(new DateType(), n -> (int) n - 20),
    TIMESTAMP(new TimestampType(), n -> n - 20),
    DECIMAL(new DecimalType(9, 2), n -> new BigDecimal(n).movePointLeft(2)),
    LONG_DECIMAL(
        new DecimalType(38, 0), n -> BigDecimal.TEN.pow(30).add(BigDecimal.valueOf(n - 20)));

    final DataType type;
    final LongFunction<Object> value;

    Kind(DataType type, LongFunction<Object> value) {
      this.type = type;
      this.value = value;
    }
  }
}
