package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.beam.lakeflow.Flow;
import dev.tributary.beam.lakeflow.Span;
import dev.tributary.connectors.Offset;
import dev.tributary.pipelines.SourceState.Progress;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceStateTest {
  private static final Instant MONDAY = Instant.parse("2025-01-06T08:00:00.123456789Z");
  private static final Instant TUESDAY = Instant.parse("2025-01-07T08:00:00Z");
  private static final SourceIdentity IDENTITY =
      new SourceIdentity("scripted", "acme", "people", Map.of("repository", "a/b"));
  private static final Offset FIVE = Offset.of("position", 5);
  private static final Offset SEVEN = Offset.of("position", 7);

  private final SourceState unread = SourceState.unread(IDENTITY);

  @Test
  void whatIsStoredIsReadBack() throws JsonProcessingException {
    var state =
        new SourceState(
            IDENTITY,
            MONDAY,
            List.of(
                new Progress(Flow.CHANGES, "emea", FIVE, SEVEN, true),
                new Progress(Flow.CHANGES, "apac", Offset.INITIAL, Offset.INITIAL, false),
                new Progress(
                    Flow.DELETES,
                    null,
                    Offset.of("at", "2025-01-01T00:00:00Z", "id", BigInteger.TWO.pow(70)),
                    Offset.parse("{\"big\":1.10,\"list\":[1,null]}"),
                    false)));

    assertThat(SourceState.of(parse(state.toJson().toString()))).isEqualTo(state);
    assertThat(SourceState.of(parse(unread.toJson().toString()))).isEqualTo(unread);
  }

  @Test
  void aTableThatWasNeverReadIsDoneAndPlansFromTheBeginning() {
    SourceState plan = unread.plan(MONDAY, List.of(), false);

    assertThat(unread.isDone()).isTrue();
    assertThat(plan.isDone()).isFalse();
    assertThat(plan.bound()).isEqualTo(MONDAY);
    assertThat(plan.identity()).isEqualTo(IDENTITY);
    assertThat(plan.unfinishedSpans())
        .containsExactly(new Span(0, Flow.CHANGES, null, Offset.INITIAL));
  }

  @Test
  void aPlanGoesOnFromWhereTheLastOneEnded() {
    SourceState last = state(MONDAY, new Progress(Flow.CHANGES, null, FIVE, SEVEN, true));

    SourceState plan = last.plan(TUESDAY, List.of(), true);

    assertThat(plan.bound()).isEqualTo(TUESDAY);
    assertThat(plan.spans())
        .containsExactly(
            new Progress(Flow.CHANGES, null, SEVEN, SEVEN, false),
            new Progress(Flow.DELETES, null, Offset.INITIAL, Offset.INITIAL, false));
  }

  @Test
  void aNewPartitionBeginsAtTheBeginning() {
    SourceState last = state(MONDAY, new Progress(Flow.CHANGES, "emea", FIVE, SEVEN, true));

    assertThat(last.plan(TUESDAY, List.of("amer", "emea"), false).unfinishedSpans())
        .containsExactly(
            new Span(0, Flow.CHANGES, "amer", Offset.INITIAL),
            new Span(1, Flow.CHANGES, "emea", SEVEN));
  }

  @Test
  void aPartitionThatIsGoneIsNotReadAndGoesOnWhereItWasWhenItIsBack() {
    SourceState last =
        state(
            MONDAY,
            new Progress(Flow.CHANGES, "emea", FIVE, SEVEN, true),
            new Progress(Flow.CHANGES, "apac", FIVE, FIVE, true));

    SourceState without = last.plan(TUESDAY, List.of("apac"), false);
    SourceState back = without.plan(TUESDAY, List.of("apac", "emea"), false);

    assertThat(without.unfinishedSpans()).containsExactly(new Span(0, Flow.CHANGES, "apac", FIVE));
    assertThat(back.unfinishedSpans()).contains(new Span(1, Flow.CHANGES, "emea", SEVEN));
  }

  @Test
  void aFlowOfDeletesThatIsNotReadAnyMoreKeepsItsPosition() {
    SourceState last =
        state(
            MONDAY,
            new Progress(Flow.CHANGES, null, FIVE, FIVE, true),
            new Progress(Flow.DELETES, null, FIVE, SEVEN, true));

    SourceState plan = last.plan(TUESDAY, List.of(), false).plan(TUESDAY, List.of(), true);

    assertThat(plan.unfinishedSpans()).contains(new Span(1, Flow.DELETES, null, SEVEN));
  }

  @Test
  void onlyUnfinishedSpansAreReadAndKeepTheirPlaceInThePlan() {
    SourceState plan =
        state(
            MONDAY,
            new Progress(Flow.CHANGES, "emea", FIVE, SEVEN, true),
            new Progress(Flow.CHANGES, "apac", FIVE, SEVEN, false));

    assertThat(plan.isDone()).isFalse();
    assertThat(plan.unfinishedSpans()).containsExactly(new Span(1, Flow.CHANGES, "apac", SEVEN));
  }

  @Test
  void positionsDoNotDependOnBoundPlanOrOrder() {
    var emea = new Progress(Flow.CHANGES, "emea", FIVE, SEVEN, true);
    var apac = new Progress(Flow.CHANGES, "apac", FIVE, SEVEN, false);
    var unreadSpan = new Progress(Flow.DELETES, null, Offset.INITIAL, Offset.INITIAL, false);

    assertThat(state(MONDAY, emea, apac).hasPositionsOf(state(TUESDAY, apac, emea, unreadSpan)))
        .isTrue();
    assertThat(state(MONDAY, emea).hasPositionsOf(state(MONDAY, emea, apac))).isFalse();
    assertThat(
            state(MONDAY, emea)
                .hasPositionsOf(
                    state(MONDAY, new Progress(Flow.CHANGES, "emea", FIVE, FIVE, true))))
        .isFalse();
  }

  @Test
  void offsetsAreShownAsAUserKnowsThem() {
    assertThat(unread.offsets().isNull()).isTrue();
    assertThat(state(MONDAY, new Progress(Flow.CHANGES, null, FIVE, SEVEN, true)).offsets())
        .hasToString("{\"position\":7}");
    assertThat(
            state(
                    MONDAY,
                    new Progress(Flow.CHANGES, "emea", FIVE, SEVEN, true),
                    new Progress(Flow.DELETES, null, FIVE, FIVE, true))
                .offsets())
        .hasToString("{\"emea\":{\"position\":7},\"deletes\":{\"position\":5}}");
  }

  private static SourceState state(Instant bound, Progress... spans) {
    return new SourceState(IDENTITY, bound, List.of(spans));
  }

  /** As a state file is read. */
  private static JsonNode parse(String json) throws JsonProcessingException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build()
        .readTree(json);
  }
}
