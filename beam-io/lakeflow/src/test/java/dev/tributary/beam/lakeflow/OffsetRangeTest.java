package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Offset;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class OffsetRangeTest {
  private static final Offset A = Offset.of("at", "a");
  private static final Offset B = Offset.of("at", "ü€😀", "since", Long.MIN_VALUE);

  @Test
  void aRangeWithoutAnEndEndsNowhere() {
    assertThat(OffsetRange.startingAt(A)).isEqualTo(new OffsetRange(A, null, 0));
    assertThat(OffsetRange.startingAt(A).endsAt(A)).isFalse();
    assertThat(new OffsetRange(A, null, 0).endsAt(Offset.INITIAL)).isFalse();
  }

  @Test
  void aRangeEndsAtItsEnd() {
    assertThat(new OffsetRange(A, B, 0).endsAt(B)).isTrue();
    assertThat(new OffsetRange(A, B, 0).endsAt(A)).isFalse();
  }

  @Test
  void rangesComeBackAsTheyWere() throws Exception {
    List<OffsetRange> ranges =
        List.of(
            OffsetRange.startingAt(Offset.INITIAL),
            new OffsetRange(A, B, Long.MAX_VALUE),
            new OffsetRange(A, Offset.INITIAL, 3),
            new OffsetRange(B, null, 4));

    assertThat(CoderUtils.clone(ListCoder.of(OffsetRange.Coder.of()), ranges)).isEqualTo(ranges);
    SerializableUtils.ensureSerializable(OffsetRange.Coder.of());
  }
}
