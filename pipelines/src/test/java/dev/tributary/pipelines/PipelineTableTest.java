package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.DeltaIO;
import dev.tributary.pipelines.TableReport.Status;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run and a pipeline of somebody's own keep off each other's tables. */
class PipelineTableTest {
  private static final Schema PEOPLE =
      Schema.builder().addInt64Field("id").addStringField("name").addInt64Field("at").build();

  @TempDir Path directory;
  private Scenario scenario;

  @BeforeEach
  void aSourceOfOnePerson() {
    scenario = new Scenario(directory);
    scenario.people().upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
  }

  @Test
  void aTableThatAPipelineWroteIsLoadedByNoRunUnlessAnew() {
    write(2, "Bob");
    Job job = scenario.job(Scenario.table("people", ""));

    assertThatThrownBy(() -> JobRun.checkSources(job))
        .isInstanceOf(WrongSourceException.class)
        .hasMessage(
            "Cannot load 'people' into main.default.people: its rows were written by a Beam"
                + " pipeline (DeltaIO) and not by a run. Name another destination, or run once with"
                + " --full-refresh to load all of it from here.");
    TableReport report = scenario.run("people");
    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error()).contains("written by a Beam pipeline");
    assertThat(scenario.rows("people")).containsExactly("2 Bob 1");

    assertThat(scenario.withFullRefresh().run("people").error()).isNull();
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1");
  }

  @Test
  void aTableThatARunLoadedIsWrittenByNoPipeline() {
    scenario.run("people");

    assertThatThrownBy(() -> write(2, "Bob"))
        .hasStackTraceContaining("it is loaded from a source whose positions stand in its state")
        .hasStackTraceContaining("Choose another path");

    assertThat(scenario.rows("people")).containsExactly("1 Ada 1");
    assertThat(scenario.run("people").status()).isEqualTo(Status.UNCHANGED);
  }

  private void write(long id, String name) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    pipeline
        .apply(
            Create.of(Row.withSchema(PEOPLE).addValues(id, name, 1L).build()).withRowSchema(PEOPLE))
        .apply(
            DeltaIO.upsert()
                .to(scenario.path("people").toString())
                .withPrimaryKeys("id")
                .withSequenceBy("at"));
    pipeline.run().waitUntilFinish();
  }
}
