package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each demo day by day, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class DemoDaysTest {
  @TempDir private Path directory;

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"github", "zendesk", "stripe", "hubspot"})
  void everyDayTheTablesAreWhatTheSourceIs(String source) throws IOException {
    var job = new SourceJob(directory, source, "tributary_updated_at");
    for (int day = 1; day <= 3; day++) {
      assertThat(job.demo(day)).isNotEmpty();
      job.assertIsDemo(day);
    }
  }
}
