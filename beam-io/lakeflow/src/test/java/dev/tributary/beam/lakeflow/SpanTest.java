package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.Offset;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class SpanTest {
  @Test
  void aSpanIsDescribedByWhatItReads() {
    assertThat(new Span(0, Flow.CHANGES, null, Offset.INITIAL).describe()).isEqualTo("changes");
    assertThat(new Span(0, Flow.CHANGES, "emea", Offset.INITIAL).describe())
        .isEqualTo("changes of partition 'emea'");
    assertThat(new Span(0, Flow.DELETES, null, Offset.INITIAL).describe()).isEqualTo("deletes");
  }

  @Test
  void deletesAreReadOfTheWholeTable() {
    assertThatThrownBy(() -> new Span(0, Flow.DELETES, "emea", Offset.INITIAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid span: deletes of partition emea");
    assertThatThrownBy(() -> new Span(-1, Flow.CHANGES, null, Offset.INITIAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid span id: -1");
    assertThatThrownBy(() -> new Span(0, Flow.CHANGES, null, Offset.INITIAL, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid span: 0 listings");
  }

  @Test
  void aSpanSentIsEqualToTheOneThatStayed() {
    var span = new Span(4, Flow.CHANGES, "emea", Offset.of("at", "a"));

    assertThat(SerializableUtils.clone(span)).isEqualTo(span);
  }
}
