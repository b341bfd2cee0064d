package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What many small runs remember of deleted keys. */
class KeyFilesTest {
  private static final int RUNS = 40;

  @TempDir private Path table;

  @ParameterizedTest
  @EnumSource(
      value = WriteMode.class,
      names = {"UPSERT", "HISTORY"})
  void theFilesOfTombstonesStayFewAndForgetNothing(WriteMode mode) {
    var harness = new EpochHarness(target(mode, Duration.ofDays(2)));
    harness.run(List.of(upsert(0L, "stays", 1L)));
    for (long run = 1; run <= RUNS; run++) {
      harness.run(List.of(delete(run, null, 100L), delete(0L, null, -run)));
    }

    List<KeyFile> tombstones = tombstones();
    assertThat(tombstones).hasSizeLessThan(KeyFiles.FILES_A_TIER + 2);
    assertThat(tombstones).extracting(KeyFile::tier).contains(0, 1);
    harness.run(LongStream.rangeClosed(1, RUNS).mapToObj(id -> upsert(id, "late", 50L)).toList());
    assertThat(harness.rows())
        .filteredOn(row -> mode == WriteMode.UPSERT || row.get("__END_AT") == null)
        .extracting(row -> row.get("name"))
        .containsExactly("stays");
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteMode.class,
      names = {"UPSERT", "HISTORY"})
  void aMergedFileGoesAfterItsRetention(WriteMode mode) {
    var remembering = new EpochHarness(target(mode, Duration.ofDays(2)));
    for (long run = 1; run <= KeyFiles.FILES_A_TIER; run++) {
      remembering.run(List.of(delete(run, null, 100L)));
    }
    assertThat(tombstones()).hasSize(1);

    var forgetting = new EpochHarness(target(mode, Duration.ZERO));
    forgetting.run(List.of(upsert(99L, "new", 1L)));
    forgetting.run(List.of(upsert(1L, "again", 50L)));

    assertThat(tombstones()).isEmpty();
    assertThat(forgetting.rows())
        .extracting(row -> row.get("name"))
        .containsExactlyInAnyOrder("new", "again");
  }

  private DeltaTarget target(WriteMode mode, Duration retention) {
    return new DeltaTarget(
        table.toString(),
        MergeCases.SCHEMA.toJson(),
        List.of("id"),
        List.of("seq"),
        mode,
        retention,
        Map.of());
  }

  private List<KeyFile> tombstones() {
    return EpochHarness.io(
        () -> {
          var delta = DeltaTable.open(DataFiles.CONF, table.toString());
          return new EpochStates(delta).valid(delta.snapshot()).orElseThrow().tombstones();
        });
  }
}
