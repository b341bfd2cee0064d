package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.BinaryType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void textIsInTheOrderOfItsCodePoints() {
    Comparator<Object> order = Values.comparator(new StringType());
    assertThat(order.compare("\uFFFF", "\uD83D\uDE00")).isNegative();
    assertThat(order.compare(Values.binary("ä"), "z")).isPositive();
    assertThat(order.compare("", Values.binary("a"))).isNegative();
    assertThat(order.compare("a", Values.binary("a"))).isZero();
  }

  @Test
  void bytesAreUnsigned() {
    Comparator<Object> order = Values.comparator(new BinaryType());
    assertThat(order.compare(new byte[] {(byte) 0x80}, Values.binary(new byte[] {0x7F})))
        .isPositive();
  }

  @Test
  void mapsAreEqualInAnyOrderAndAnyFormOfText() {
    MapType type = new MapType(new StringType(), new DecimalType(5, 2), true);
    Map<Object, Object> one = new LinkedHashMap<>();
    one.put("a", new BigDecimal("1"));
    one.put("b", null);
    Map<Object, Object> other = new LinkedHashMap<>();
    other.put(Values.binary("b"), null);
    other.put(Values.binary("a"), new BigDecimal("1.00"));
    assertThat(Values.equal(type, one, other)).isTrue();
    other.put(Values.binary("b"), BigDecimal.ONE);
    assertThat(Values.equal(type, one, other)).isFalse();
    assertThat(Values.equal(type, one, Map.of())).isFalse();
  }

  @Test
  void absentAndEmptyDiffer() {
    assertThat(Values.equal(new ArrayType(new LongType(), true), null, List.of())).isFalse();
    StructType struct = new StructType().add("a", new LongType());
    assertThat(Values.equal(struct, null, new Object[] {null})).isFalse();
    assertThat(Values.equal(struct, null, null)).isTrue();
    assertThat(Values.equal(new LongType(), 1L, 2L)).isFalse();
  }

  @Test
  void zerosDifferBySignAndNaNEqualsNaN() {
    assertThat(Values.equal(new DoubleType(), 0.0, -0.0)).isFalse();
    assertThat(Values.equal(new DoubleType(), Double.NaN, Double.NaN)).isTrue();
  }

  @Test
  void normalFormReachesAllLevels() {
    StructType schema =
        new StructType()
            .add("l", new ArrayType(new StringType(), true))
            .add("m", new MapType(new StringType(), new BinaryType(), true))
            .add("d", new DecimalType(5, 2));
    Object[] normal =
        (Object[])
            Values.normalize(
                schema,
                new Object[] {
                  Arrays.asList("a", null), Map.of("k", new byte[] {1}), BigDecimal.ONE
                });
    assertThat(normal[0]).isEqualTo(Arrays.asList(Binary.fromString("a"), null));
    assertThat(normal[1])
        .isEqualTo(Map.of(Binary.fromString("k"), Binary.fromConstantByteArray(new byte[] {1})));
    assertThat(normal[2]).isEqualTo(new BigDecimal("1.00"));
  }

  @Test
  void columnsThatAreNotComparedMayDiffer() {
    StructType schema = new StructType().add("a", new LongType()).add("b", new StringType());
    Values.Equality equality = Values.equality(schema, Set.of("b"));
    assertThat(equality.equal(new Object[] {1L, "x"}, new Object[] {1L, "y"})).isTrue();
    assertThat(equality.equal(new Object[] {1L, "x"}, new Object[] {2L, "x"})).isFalse();
    assertThat(
            Values.equality(schema, Set.of()).equal(new Object[] {1L, "x"}, new Object[] {1L, "y"}))
        .isFalse();
  }

  @Test
  void rowsAreOrderedByTheirColumnsWithNullsFirst() {
    StructType schema = new StructType().add("a", new LongType()).add("b", new StringType());
    Comparator<Object[]> order = Values.rowComparator(schema, 1, 0);
    assertThat(order.compare(new Object[] {2L, "x"}, new Object[] {1L, "x"})).isPositive();
    assertThat(order.compare(new Object[] {2L, "x"}, new Object[] {1L, "y"})).isNegative();
    assertThat(order.compare(new Object[] {2L, null}, new Object[] {1L, "y"})).isNegative();
    assertThat(
            Values.rowComparator(schema, 0).compare(new Object[] {2L, ""}, new Object[] {2L, ""}))
        .isZero();
  }

  @Test
  void structsHaveNoOrder() {
    assertThatThrownBy(() -> Values.comparator(new ArrayType(new LongType(), true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot order values of type array");
  }
}
