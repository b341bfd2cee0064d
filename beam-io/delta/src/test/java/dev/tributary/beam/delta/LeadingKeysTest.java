package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StructType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeadingKeysTest {

  static Stream<DataType> types() {
    return Stream.of(RandomRows.primitives());
  }

  @ParameterizedTest
  @MethodSource("types")
  void aKeyOfATombstoneFileIsTheSameAfterItsText(DataType type) {
    TableShape shape = shape(type);
    for (Object[] row : new RandomRows(7).rows(new StructType().add("k", type), 200)) {
      if (row[0] == null) {
        continue;
      }
      String text = LeadingKeys.toText(row[0]);
      LeadingRange range = LeadingKeys.of(new KeyFile("t", 1, text, text, Instant.EPOCH, 0), shape);

      assertThat(Values.equal(type, range.min(), row[0])).as("%s of %s", range, text).isTrue();
      assertThat(range.max()).isEqualTo(range.min());
      assertThat(range.contains(row[0], shape.keys().leading())).isTrue();
    }
  }

  @Test
  void aFileWithoutStatisticsMayHoldAnyKey() {
    TableShape shape = shape(new LongType());

    assertThat(LeadingKeys.of(DataFile.of("f", 1, 1, null), shape)).isEqualTo(LeadingRange.ALL);
    assertThat(LeadingKeys.of(DataFile.of("f", 1, 1, "{\"numRecords\":3}"), shape))
        .isEqualTo(LeadingRange.ALL);
    assertThat(LeadingKeys.of(DataFile.of("f", 1, 1, "{\"minValues\":{\"k\":3}}"), shape))
        .isEqualTo(new LeadingRange(3L, null));
  }

  /** Statistics leave it out, so that a file may hold it whatever they say. */
  @Test
  void aFileMayAlwaysHoldNotANumber() {
    TableShape shape = shape(new DoubleType());
    String stats = "{\"minValues\":{\"k\":1.0},\"maxValues\":{\"k\":2.0}}";

    LeadingRange range = LeadingKeys.of(DataFile.of("f", 1, 1, stats), shape);

    assertThat(range.contains(Double.NaN, shape.keys().leading())).isTrue();
    assertThat(range.contains(0.5, shape.keys().leading())).isFalse();
  }

  @Test
  void rangesShareTheirEnds() {
    Comparator<Object> order = shape(new LongType()).keys().leading();
    var low = new LeadingRange(1L, 5L);

    assertThat(low.overlaps(new LeadingRange(5L, 9L), order)).isTrue();
    assertThat(low.overlaps(new LeadingRange(6L, 9L), order)).isFalse();
    assertThat(low.overlaps(new LeadingRange(null, 0L), order)).isFalse();
    assertThat(low.overlaps(new LeadingRange(null, 1L), order)).isTrue();
    assertThat(low.union(new LeadingRange(3L, null), order)).isEqualTo(new LeadingRange(1L, null));
    assertThat(new TaskRange(1L, 5L).endsBefore(5L, order)).isTrue();
    assertThat(new TaskRange(1L, 5L).beginsAfter(1L, order)).isFalse();
  }

  private static TableShape shape(DataType type) {
    return new TableShape(
        EpochHarness.target(
            Path.of("t"),
            new StructType().add("k", type),
            List.of("k"),
            List.of("k"),
            WriteMode.UPSERT));
  }
}
