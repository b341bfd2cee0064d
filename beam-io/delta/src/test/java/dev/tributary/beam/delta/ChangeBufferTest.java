package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeBufferTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("name", new StringType())
          .add("region", new StringType())
          .add("amount", new DecimalType(5, 2))
          .add("seq", new LongType());

  private final ChangeBuffer buffer = buffer(WriteMode.UPSERT, List.of("seq"));

  @Test
  void changesComeSortedWithOneToAKey() {
    buffer.upsert(row("v1", "eu", "2", 1L), 10);
    buffer.upsert(row("v2", "eu", "1.5", 1L), 10);
    buffer.upsert(row("v3", "eu", "2.00", 3L), 10);
    buffer.upsert(row("v4", "eu", "2.0", 2L), 10);
    buffer.delete(row(null, "af", "9", 1L), 10);

    assertThat(buffer.bytes()).isEqualTo(50);
    assertThat(buffer.upserts()).isEqualTo(4);
    assertThat(buffer.deletes()).isEqualTo(1);
    List<Change> changes = buffer.drain();

    assertThat(changes).extracting(change -> change.row()[0]).containsExactly(null, "v2", "v3");
    assertThat(changes).extracting(Change::isDelete).containsExactly(true, false, false);
    assertThat(changes)
        .extracting(change -> change.row()[2])
        .containsExactly(new BigDecimal("9.00"), new BigDecimal("1.50"), new BigDecimal("2.00"));
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.bytes() + buffer.upserts() + buffer.deletes()).isZero();
  }

  @Test
  void aNullInAKeyOrSequenceIsABadRecord() {
    assertThatThrownBy(() -> buffer.upsert(row("x", "eu", null, 1L), 1))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("the key column 'amount' is null in the record with region=eu, amount=null");
    assertThatThrownBy(() -> buffer.delete(row("x", null, "1", 1L), 1))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("the key column 'region' is null in the record with region=null, amount=1");
    assertThatThrownBy(() -> buffer.upsert(row("x", "eu", "1", null), 1))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("the sequence column 'seq' is null in the record with region=eu, amount=1.00");
  }

  @Test
  void aKeyThatDoesNotFitItsColumnIsABadRecord() {
    assertThatThrownBy(() -> buffer.upsert(row("x", "eu", "1.005", 1L), 1))
        .isInstanceOf(BadRecordException.class)
        .hasMessageStartingWith(
            "the key column 'amount' of the record with region=eu, amount=1.005: ");
  }

  @Test
  void insertsKeepTheFirstThatWasRead() {
    ChangeBuffer inserts = buffer(WriteMode.INSERT, List.of());
    inserts.upsert(row("first", "eu", "1", 1L), 1);
    inserts.upsert(row("second", "eu", "1", 2L), 1);

    assertThat(inserts.drain()).extracting(change -> change.row()[0]).containsExactly("first");
    assertThatThrownBy(() -> inserts.delete(row("x", "eu", "1", 1L), 1))
        .hasMessage("Cannot delete: the mode is INSERT");
  }

  @Test
  void appendsKeepAllInTheirOrder() {
    var target = EpochHarness.target(Path.of("t"), SCHEMA, List.of(), List.of(), WriteMode.APPEND);
    var appends =
        new ChangeBuffer(target, new TableShape(target), RowMapping.between(SCHEMA, SCHEMA), null);
    appends.upsert(row("b", null, null, null), 1);
    appends.upsert(row("a", null, null, null), 1);
    appends.upsert(row("b", null, null, null), 1);

    assertThat(appends.drain())
        .extracting(change -> change.row()[0])
        .containsExactly("b", "a", "b");
  }

  private static ChangeBuffer buffer(WriteMode mode, List<String> sequence) {
    var target =
        EpochHarness.target(Path.of("t"), SCHEMA, List.of("region", "amount"), sequence, mode);
    return new ChangeBuffer(
        target, new TableShape(target), RowMapping.between(SCHEMA, SCHEMA), null);
  }

  private static Object[] row(String name, String region, String amount, Long sequence) {
    return new Object[] {name, region, amount == null ? null : new BigDecimal(amount), sequence};
  }
}
