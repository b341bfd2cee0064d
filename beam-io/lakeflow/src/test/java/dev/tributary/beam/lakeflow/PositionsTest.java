package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.Offset;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private static final Offset FAR = Offset.of("cursor", "ß🦄\"", "page", 3);
  private static final Positions POSITIONS =
      Positions.INITIAL
          .with(new Span(0, Flow.CHANGES, "é/b", Offset.INITIAL), FAR)
          .with(new Span(1, Flow.CHANGES, null, Offset.INITIAL), Offset.INITIAL)
          .with(new Span(2, Flow.DELETES, null, Offset.INITIAL), Offset.of("n", 1));

  @Test
  void theirTextGivesThemBack() {
    assertThat(Positions.parse(POSITIONS.toJson())).isEqualTo(POSITIONS);
    assertThat(Positions.parse(Positions.INITIAL.toJson())).isEqualTo(Positions.INITIAL);
    assertThat(Positions.INITIAL.toJson()).isEqualTo("{\"positions\":[]}");
  }

  @Test
  void whatTheyDoNotNameIsAtItsBeginning() {
    assertThat(POSITIONS.of(Flow.CHANGES, "é/b")).isEqualTo(FAR);
    assertThat(POSITIONS.of(Flow.CHANGES, "other").isInitial()).isTrue();
    assertThat(POSITIONS.find(Flow.DELETES, "é/b")).isEmpty();
  }

  @Test
  void textsThatAreNoPositionsAreRefused() {
    for (String text :
        new String[] {
          "",
          "nowhere",
          "null",
          "{}",
          "{\"positions\":[{}]}",
          "{\"positions\":[{\"flow\":\"all\",\"offset\":\"1\"}]}",
          "{\"positions\":[{\"flow\":\"changes\",\"offset\":1}]}",
          "{\"positions\":[{\"flow\":\"changes\",\"offset\":\"1\",\"partition\":2}]}"
        }) {
      assertThatThrownBy(() -> Positions.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid positions: "
                  + text
                  + ". Give the text that an earlier read's positions gave");
    }
  }

  @Test
  void beamFindsTheirCoderAndThatOfRequests() throws Exception {
    ReadRequest request =
        ReadRequest.of(Map.of("repo", "ß", "pages", 3)).startingAt(POSITIONS).endingAt(POSITIONS);
    CoderRegistry registry = CoderRegistry.createDefault();

    CoderProperties.coderDecodeEncodeEqual(registry.getCoder(Positions.class), POSITIONS);
    CoderProperties.coderDecodeEncodeEqual(registry.getCoder(ReadRequest.class), request);
    CoderProperties.coderSerializable(registry.getCoder(Positions.class));
    registry.getCoder(ReadRequest.class).verifyDeterministic();
    registry.getCoder(Positions.class).verifyDeterministic();
  }
}
