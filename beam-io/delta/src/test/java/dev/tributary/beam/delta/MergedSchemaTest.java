package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.EpochHarness.row;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A source whose columns come and go. (Rule 9) */
@ExtendWith(SparkOracle.class)
class MergedSchemaTest {
  private static final StructType FIRST =
      new StructType()
          .add("id", new LongType())
          .add("old", new StringType())
          .add("seq", new LongType())
          .add("nested", new StructType().add("a", new LongType()).add("b", new LongType()))
          .add("list", new ArrayType(new StructType().add("x", new LongType()), true));
  private static final StructType SECOND =
      new StructType()
          .add("new", new StringType())
          .add("nested", new StructType().add("c", new LongType()).add("b", new LongType()))
          .add("id", new LongType())
          .add(
              "list",
              new ArrayType(
                  new StructType().add("y", new LongType()).add("x", new LongType()), true))
          .add("seq", new LongType());

  @TempDir Path table;

  @Test
  void whatIsNewIsNullInOldRowsAndWhatIsGoneFromNowOn() {
    EpochHarness first = harness(FIRST);
    first.run(
        List.of(
            upsert(
                1L, "one", 1L, new Object[] {1L, 2L}, Collections.singletonList(new Object[] {3L})),
            upsert(2L, "two", 1L, null, null)));
    EpochHarness second = harness(SECOND);

    second.run(
        List.of(
            upsert(
                "n",
                new Object[] {9L, 8L},
                2L,
                Collections.singletonList(new Object[] {7L, 6L}),
                2L),
            upsert("m", null, 3L, null, 2L)));

    List<Map<String, Object>> expected =
        TableRows.sorted(
            List.of(
                row(
                    "id",
                    1L,
                    "old",
                    "one",
                    "seq",
                    1L,
                    "nested",
                    row("a", 1L, "b", 2L, "c", null),
                    "list",
                    List.of(row("x", 3L, "y", null)),
                    "new",
                    null),
                row(
                    "id",
                    2L,
                    "old",
                    null,
                    "seq",
                    2L,
                    "nested",
                    row("a", null, "b", 8L, "c", 9L),
                    "list",
                    List.of(row("x", 6L, "y", 7L)),
                    "new",
                    "n"),
                row("id", 3L, "old", null, "seq", 2L, "nested", null, "list", null, "new", "m")));
    assertThat(second.rows()).isEqualTo(expected);
    assertThat(TableRows.bySpark(second.target())).isEqualTo(expected);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void anOldSourceWritesOnToTheNewTable() {
    harness(FIRST).run(List.of(upsert(1L, "one", 1L, null, null)));
    harness(SECOND).run(List.of(upsert("n", null, 2L, null, 2L)));

    EpochHarness again = harness(FIRST);
    again.run(List.of(upsert(2L, "back", 3L, new Object[] {1L, 1L}, null)));

    assertThat(again.rows())
        .filteredOn(row -> row.get("id").equals(2L))
        .containsExactly(
            row(
                "id",
                2L,
                "old",
                "back",
                "seq",
                3L,
                "nested",
                row("a", 1L, "b", 1L, "c", null),
                "list",
                null,
                "new",
                null));
  }

  @Test
  void columnsThatCameWithNoRowAreNotThereYet() {
    harness(FIRST).run(List.of(upsert(1L, "one", 1L, null, null)));

    harness(SECOND).withoutMoving().run(List.of());

    assertThat(harness(FIRST).rows().get(0)).doesNotContainKey("new");
  }

  @Test
  void anotherTypeOrAnotherKeyIsAnErrorBeforeAnythingIsWritten() {
    harness(FIRST).run(List.of(upsert(1L, "one", 1L, null, null)));
    StructType other =
        new StructType()
            .add("id", new LongType())
            .add("old", new LongType())
            .add("seq", new LongType());

    assertThatThrownBy(() -> harness(other).run(List.of()))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("the column old")
        .hasMessageContaining("--full-refresh");
    assertThatThrownBy(
            () ->
                DeltaDestination.open(
                    EpochHarness.target(
                        table, FIRST, List.of("old"), List.of("seq"), WriteMode.UPSERT)))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("Cannot change the primary keys");
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  private EpochHarness harness(StructType schema) {
    return new EpochHarness(
        EpochHarness.target(table, schema, List.of("id"), List.of("seq"), WriteMode.UPSERT));
  }
}
