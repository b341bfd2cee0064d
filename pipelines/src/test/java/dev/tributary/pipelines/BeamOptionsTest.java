package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

class BeamOptionsTest {
  @Test
  void aPresetHoldsUnlessTheUserGivesTheOption() {
    assertThat(options(List.of("--tempLocation=ours")).getTempLocation()).isEqualTo("ours");
    assertThat(options(List.of("--tempLocation=ours"), "--tempLocation=theirs").getTempLocation())
        .isEqualTo("theirs");
  }

  @Test
  void experimentsOfTheUserJoinThePresets() {
    PipelineOptions options = options(List.of("--experiments=ours"), "--experiments=a,b");
    assertThat(options.as(ExperimentalOptions.class).getExperiments())
        .containsExactlyInAnyOrder("ours", "a", "b");
  }

  @Test
  void anOptionThatBeamDoesNotKnowIsNamedBeforeAnythingBegins() {
    assertThatThrownBy(() -> BeamOptions.of(List.of(), List.of("--tempLocatoin=x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tempLocatoin");
  }

  private static PipelineOptions options(List<String> presets, String... given) {
    return BeamOptions.of(presets, List.of(given)).forPipeline("job");
  }
}
