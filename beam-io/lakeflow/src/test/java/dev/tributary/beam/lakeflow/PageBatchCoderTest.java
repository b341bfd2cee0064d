package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.SourceRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class PageBatchCoderTest {
  private static final Offset A = Offset.of("at", "a", "since", 5);
  private static final Offset B = Offset.of("at", "ü€😀");
  private static final ReadStatistics STATISTICS = new ReadStatistics(1, 2, 3, 4, Long.MAX_VALUE);

  @Test
  void aBatchComesBackAsItWas() throws Exception {
    var batch =
        new PageBatch(7, A, B, Ending.NONE, null, List.of(bytes("{ \"id\": 1.10 }")), STATISTICS);

    PageBatch back = CoderUtils.clone(PageBatchCoder.of(), batch);

    assertThat(back.span()).isEqualTo(7);
    assertThat(back.from()).isEqualTo(A);
    assertThat(back.to()).isEqualTo(B);
    assertThat(back.ending()).isEqualTo(Ending.NONE);
    assertThat(back.failure()).isNull();
    assertThat(back.statistics()).isEqualTo(STATISTICS);
    assertThat(texts(back)).containsExactly("{ \"id\": 1.10 }");
  }

  @Test
  void everyEndingComesBack() throws Exception {
    for (Ending ending : Ending.values()) {
      String failure = ending == Ending.FAILED ? "HTTP 503: später" : null;
      var batch = new PageBatch(0, A, B, ending, failure, List.of(), ReadStatistics.NONE);

      PageBatch back = CoderUtils.clone(PageBatchCoder.of(), batch);

      assertThat(back.ending()).isEqualTo(ending);
      assertThat(back.failure()).isEqualTo(failure);
      assertThat(back.records()).isEmpty();
    }
  }

  @Test
  void recordsOfBothFormsComeBackInOrderWithTheirKinds() throws Exception {
    var tree =
        new JsonNodeFactory(true)
            .objectNode()
            .put("id", Long.MAX_VALUE)
            .put("amount", new BigDecimal("0.12345678901234567890"))
            .put("text", "ü€😀\u0000");
    var batch =
        new PageBatch(
            0,
            A,
            B,
            Ending.LAST,
            null,
            List.of(SourceRecord.delete(tree), bytes("{}"), SourceRecord.upsert(tree)),
            ReadStatistics.NONE);

    PageBatch back = CoderUtils.clone(PageBatchCoder.of(), batch);

    assertThat(back.records())
        .extracting(SourceRecord::kind)
        .containsExactly(ChangeKind.DELETE, ChangeKind.UPSERT, ChangeKind.UPSERT);
    String json = "{\"id\":9223372036854775807,\"amount\":0.12345678901234567890,\"text\":";
    assertThat(texts(back)).containsExactly(texts(batch).toArray(String[]::new));
    assertThat(texts(back).get(0)).startsWith(json);
    assertThat(texts(back).get(1)).isEqualTo("{}");
  }

  @Test
  void nothingIsReadBehindABatch() throws Exception {
    var batch =
        new PageBatch(0, A, B, Ending.LAST, null, List.of(bytes("{}")), ReadStatistics.NONE);
    var stream = new ByteArrayOutputStream();
    PageBatchCoder.of().encode(batch, stream);
    stream.write(42);

    var input = new ByteArrayInputStream(stream.toByteArray());
    PageBatchCoder.of().decode(input);

    assertThat(input.read()).isEqualTo(42);
    assertThat(
            CoderUtils.clone(IterableCoder.of(PageBatchCoder.of()), List.of(batch, batch, batch)))
        .hasSize(3);
  }

  @Test
  void beamFindsTheCoder() throws Exception {
    assertThat(CoderRegistry.createDefault().getCoder(PageBatch.class))
        .isSameAs(PageBatchCoder.of());
    SerializableUtils.ensureSerializable(PageBatchCoder.of());
  }

  @Test
  void onlyAFailedBatchHasAFailure() {
    assertThatThrownBy(
            () -> new PageBatch(0, A, B, Ending.FAILED, null, List.of(), ReadStatistics.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid batch: ending FAILED with the failure null");
    assertThatThrownBy(
            () -> new PageBatch(0, A, B, Ending.LAST, "why", List.of(), ReadStatistics.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid batch: ending LAST with the failure why");
  }

  private static SourceRecord bytes(String json) {
    return SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(PageBatch batch) {
    return batch.records().stream()
        .map(record -> new String(record.toBytes(), StandardCharsets.UTF_8))
        .toList();
  }
}
