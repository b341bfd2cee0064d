package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.BeamRows.CHANGES;
import static dev.tributary.beam.delta.BeamRows.NAMES;
import static dev.tributary.beam.delta.BeamRows.named;
import static dev.tributary.beam.delta.BeamRows.rows;
import static dev.tributary.beam.delta.BeamRows.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.DeltaCommit.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.Lineage;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.Convert;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that others have to do with, and what pipelines see of a run. */
class DeltaWriteTablesTest {
  @TempDir Path directory;

  private Path table() {
    return directory.resolve("table");
  }

  private DeltaWrite appends() {
    return DeltaIO.append().to(table().toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "HISTORY"})
  void theSameChangesGiveWhatApplyChangesGives(WriteMode mode) {
    List<TestChange> changes = RandomChanges.distinct(new Random(5));
    List<List<TestChange>> parts = RandomChanges.cut(changes, 3, new Random(6));
    DeltaTarget target =
        EpochHarness.target(
            directory.resolve("epochs"),
            ScdType1ConformanceTest.SCHEMA,
            List.of("id"),
            List.of("seq"),
            mode);
    var harness = new EpochHarness(target);
    DeltaWrite write =
        (mode == WriteMode.UPSERT ? DeltaIO.upsert() : DeltaIO.history())
            .to(table().toString())
            .withPrimaryKeys("id")
            .withSequenceBy("seq");
    long position = 0;
    for (List<TestChange> part : parts) {
      harness.at(++position).run(part);
      write(write, CHANGES, part.stream().map(DeltaWriteTablesTest::row).toList());
    }

    assertThat(rows(table())).isEqualTo(harness.rows()).isNotEmpty();
    assertThat(LeftOvers.of(table())).isEmpty();
  }

  private static Row row(TestChange change) {
    Object name = change.row()[1];
    return Row.withSchema(CHANGES)
        .addValues(
            change.row()[0],
            name == null
                ? null
                : TableRows.plain(ScdType1ConformanceTest.SCHEMA, change.row()).get("name"),
            change.row()[2],
            change.isDelete() ? "delete" : "upsert")
        .build();
  }

  @Test
  void aTableOfASourceIsNotWrittenTo() {
    DeltaTarget target =
        EpochHarness.target(table(), TestTable.SCHEMA, List.of(), List.of(), WriteMode.APPEND);
    new EpochHarness(target).at(1).run(List.of(TestChange.upsert(1L, "a")));

    assertThatThrownBy(() -> write(appends(), NAMES, List.of(named(2L, "b"))))
        .hasStackTraceContaining(
            "Cannot write to " + table() + " with a Beam pipeline: it is loaded")
        .hasStackTraceContaining("Choose another path");

    assertThat(rows(table())).hasSize(1);
    assertThat(LeftOvers.of(table())).isEmpty();
  }

  @Test
  void aTableThatARunIsAtWorkOnIsNotWrittenTo() {
    write(appends(), NAMES, List.of(named(1L, "a")));
    DeltaTarget target =
        EpochHarness.target(table(), TestTable.SCHEMA, List.of(), List.of(), WriteMode.APPEND);
    try (DeltaLease lease = DeltaDestination.open(target).lease("run-7")) {
      assertThatThrownBy(() -> write(appends(), NAMES, List.of(named(2L, "b"))))
          .as("while there is %s", lease)
          .hasStackTraceContaining("the run run-7 has been loading it since");
    }

    write(appends(), NAMES, List.of(named(2L, "b")));
    assertThat(rows(table())).hasSize(2);
  }

  @Test
  void aTableThatSomebodyElseMadeIsNotWrittenTo() {
    new TestTable(table()).foreignAppend("part-1.parquet");

    assertThatThrownBy(() -> write(appends(), NAMES, List.of(named(2L, "b"))))
        .hasStackTraceContaining("it was not made by Tributary");
  }

  @Test
  void otherKeysAreAnError() {
    write(appends(), NAMES, List.of(named(1L, "a")));

    assertThatThrownBy(() -> write(appends().withPrimaryKeys("id"), NAMES, List.of(named(2L, "b"))))
        .hasStackTraceContaining("Cannot change the primary keys of " + table())
        .hasStackTraceContaining("let it write to another path, or delete the table");
  }

  @Test
  void aFieldOfAnotherTypeIsAnErrorThatNamesTheColumn() {
    Schema other = Schema.builder().addInt64Field("id").addDoubleField("name").build();
    write(appends(), NAMES, List.of(named(1L, "a")));

    assertThatThrownBy(
            () ->
                write(appends(), other, List.of(Row.withSchema(other).addValues(2L, 0.5).build())))
        .hasStackTraceContaining("Cannot write the column name of " + table())
        .hasStackTraceContaining("the table has the type string, and the data now has double");

    assertThat(rows(table())).hasSize(1);
  }

  @Test
  void whatIsClusteredStandsInOrderInItsFile() {
    List<Row> mixed = List.of(named(3L, "c"), named(null, "z"), named(1L, "x"), named(2L, "a"));
    write(appends().withClusterBy("id"), NAMES, mixed);

    EpochHarness.io(
        () -> {
          var delta = DeltaTable.open(DataFiles.CONF, table().toString());
          List<Object> all = new ArrayList<>();
          for (DataFile file : delta.snapshot().orElseThrow().files()) {
            List<Object> ids = new ArrayList<>();
            DataFiles.read(delta.layout().resolve(file.path()), delta.snapshot().get().schema())
                .forEach(row -> ids.add(row[0]));
            assertThat(ids)
                .isSortedAccordingTo(
                    java.util.Comparator.nullsFirst(
                        java.util.Comparator.comparing(Long.class::cast)));
            all.addAll(ids);
          }
          assertThat(all).containsExactlyInAnyOrder(null, 1L, 2L, 3L);
        });
    assertThatThrownBy(
            () -> write(appends().withPrimaryKeys("id").withClusterBy("id"), NAMES, mixed))
        .hasMessageContaining("a table with keys is clustered by them");
  }

  @Test
  void aPathWithASlashMoreIsTheSameTable() {
    String path = table().toString();
    DeltaWrite snapshot =
        DeltaIO.snapshot()
            .withPrimaryKeys("id")
            .to(row -> row.getInt64("id") % 2 == 0 ? path : path.replace("/table", "//table/"));

    List<DeltaCommit> commits =
        BeamRows.writeAll(
            snapshot, BeamRows.NAMES, List.of(BeamRows.named(1L, "a"), BeamRows.named(2L, "b")));

    assertThat(commits).extracting(DeltaCommit::path).containsExactly(path);
    assertThat(BeamRows.column(table(), "id")).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void windowsDoNotMatter() {
    Pipeline pipeline = BeamRows.pipeline();
    List<DeltaCommit> commits = new ArrayList<>();
    String run = Collected.begin(commits);
    BeamRows.create(pipeline, NAMES, List.of(named(0L, "a"), named(1L, "b"), named(2L, "c")))
        .apply(WithTimestamps.of(row -> Instant.ofEpochSecond(row.getInt64("id") * 3600)))
        .setRowSchema(NAMES)
        .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
        .apply(DeltaIO.snapshot().to(table().toString()).withPrimaryKeys("id"))
        .commits()
        .apply(Collected.into(run));
    pipeline.run().waitUntilFinish();
    Collected.end(run);

    assertThat(commits).hasSize(1);
    assertThat(rows(table())).hasSize(3);
  }

  @Test
  void commitsAreRowsToWhoeverWantsThem() {
    Pipeline pipeline = BeamRows.pipeline();
    var commits =
        BeamRows.create(pipeline, NAMES, List.of(named(1L, "a")))
            .apply(appends())
            .commits()
            .apply(Convert.toRows());
    String path = table().toString();
    PAssert.that(commits)
        .satisfies(
            all -> {
              Row row = all.iterator().next();
              assertThat(row.getString("path")).isEqualTo(path);
              assertThat(row.getInt64("version")).isZero();
              assertThat(row.getString("outcome")).isEqualTo("COMMITTED");
              assertThat(row.getInt64("rows_inserted")).isEqualTo(1);
              assertThat(row.getInt64("bytes_added")).isPositive();
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aRunCountsAndNamesItsTable() {
    Pipeline pipeline = BeamRows.pipeline();
    BeamRows.create(pipeline, NAMES, List.of(named(1L, "a"), named(2L, "b"))).apply(appends());
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    var counters =
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(DeltaIO.class))
                    .build())
            .getCounters();
    Map<String, Long> values = new java.util.HashMap<>();
    counters.forEach(counter -> values.put(counter.getName().getName(), counter.getCommitted()));
    assertThat(values).containsEntry("rowsStaged", 2L).containsEntry("rowsInserted", 2L);
    assertThat(values).containsEntry("commits", 1L);
    assertThat(Lineage.query(result.metrics(), Lineage.Type.SINK))
        .anyMatch(name -> name.startsWith("delta:") && name.contains(table().toString()));
  }

  @Test
  void whatARunLeavesThatFailedHarmsNobody() {
    assertThatThrownBy(
            () ->
                EpochSteps.heardBy(
                    step -> {
                      if (step == EpochStep.MERGE_PLANNED) {
                        throw new IllegalStateException("out of luck");
                      }
                    },
                    () -> write(appends(), NAMES, List.of(named(1L, "a")))))
        .hasStackTraceContaining("out of luck");
    assertThat(Files.exists(table().resolve("_delta_log"))).isFalse();

    DeltaCommit commit = write(appends(), NAMES, List.of(named(1L, "a")));

    assertThat(commit.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rows(table())).hasSize(1);
    assertThat(write(appends(), NAMES, List.of(named(2L, "b"))).rowsInserted()).isEqualTo(1);
  }
}
