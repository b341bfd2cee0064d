package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowMappingTest {
  private static final StructType NARROW = new StructType().add("b", new StringType());
  private static final StructType WIDE =
      new StructType().add("a", new LongType()).add("b", new StringType());

  @Test
  void columnsAreFoundByNameAndThoseThatAreMissingAreNull() {
    StructType source = new StructType().add("y", new StringType()).add("x", new LongType());
    StructType table =
        new StructType()
            .add("x", new LongType())
            .add("gone", new StringType())
            .add("y", new StringType());

    assertThat(RowMapping.between(source, table).map(new Object[] {"why", 1L}))
        .containsExactly(1L, null, "why");
  }

  @Test
  void structsListsAndMapsAreMappedAllTheWayDown() {
    StructType source = nested(NARROW);
    Object[] row =
        new Object[] {
          new Object[] {"s"},
          Arrays.asList(new Object[] {"e"}, null),
          Map.of("k", new Object[] {"v"}),
          null
        };

    Object[] mapped = RowMapping.between(source, nested(WIDE)).map(row);

    assertThat(TableRows.plain(nested(WIDE), mapped))
        .isEqualTo(
            EpochHarness.row(
                "struct",
                wide("s"),
                "list",
                Arrays.asList(wide("e"), null),
                "map",
                Map.of("k", wide("v")),
                "none",
                null));
  }

  @Test
  void keysOfMapsAreMappedToo() {
    StructType source = new StructType().add("m", new MapType(NARROW, new LongType(), true));
    StructType table = new StructType().add("m", new MapType(WIDE, new LongType(), true));

    Object[] mapped =
        RowMapping.between(source, table).map(new Object[] {Map.of(new Object[] {"key"}, 5L)});

    assertThat(TableRows.plain(table, mapped)).isEqualTo(Map.of("m", Map.of(wide("key"), 5L)));
  }

  @Test
  void aColumnThatTheTableLacksIsAnError() {
    assertThatThrownBy(() -> RowMapping.between(WIDE, NARROW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid source schema: the table's columns [b] lack 'a', so that its values would be"
                + " lost");
  }

  private static Map<String, Object> wide(String b) {
    return EpochHarness.row("a", null, "b", b);
  }

  private static StructType nested(StructType struct) {
    return new StructType()
        .add("struct", struct)
        .add("list", new ArrayType(struct, true))
        .add("map", new MapType(new StringType(), struct, true))
        .add("none", struct);
  }
}
