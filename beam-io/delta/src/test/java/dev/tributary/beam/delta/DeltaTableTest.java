package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SparkOracle.class)
class DeltaTableTest {
  @TempDir Path directory;
  private TestTable test;

  @BeforeEach
  void table() {
    test = new TestTable(directory.resolve("table"));
  }

  @Test
  void aPlaceWithoutATableHasNoSnapshot() throws IOException {
    assertThat(test.open().snapshot()).isEmpty();
    Files.createDirectories(test.root);
    assertThat(test.open().snapshot()).isEmpty();
  }

  @Test
  void sparkReadsWhatWasCommitted() throws IOException {
    Attempt first = test.append(0);
    for (int epoch = 1; epoch <= 11; epoch++) {
      test.append(epoch);
    }
    Attempt attempt = test.attempt(12);
    test.open()
        .commit(
            test.next(
                attempt,
                List.of(test.dataFile(attempt, 0, 100, 3)),
                Set.of(test.layout().dataFile(first, 0))));

    assertThat(
            SparkOracle.session()
                .read()
                .format("delta")
                .load(test.root.toString())
                .orderBy("id")
                .collectAsList()
                .stream()
                .map(row -> row.getLong(0) + " " + row.getString(1)))
        .startsWith("1 row 1", "2 row 2")
        .endsWith("11 row 11", "100 row 100", "101 row 101", "102 row 102")
        .hasSize(14);
  }

  @Test
  void sparkSkipsFilesByTheStatistics() throws IOException {
    test.append(0);
    test.append(1);
    Files.delete(test.root.resolve(fileOf(0)));

    assertThat(
            SparkOracle.session()
                .read()
                .format("delta")
                .load(test.root.toString())
                .where("id = 1")
                .count())
        .isOne();
  }

  @Test
  void theLatestVersionIsReadEvenIfSparkWroteItAndItsCheckpoint() throws IOException {
    test.append(0);
    DeltaTable table = test.open();
    for (int i = 0; i < 11; i++) {
      sql("INSERT INTO delta.`" + test.root + "` VALUES (" + (50 + i) + ", 'theirs')");
    }

    TableSnapshot snapshot = table.snapshot().orElseThrow();
    assertThat(snapshot.version()).isEqualTo(11);
    assertThat(snapshot.files()).hasSize(12).allMatch(file -> file.stats() != null);
    assertThat(snapshot.transaction(DeltaTable.APPLICATION)).hasValue(0);
    for (int epoch = 1; epoch <= 10; epoch++) {
      test.append(epoch);
    }
    assertThat(SparkOracle.session().read().format("delta").load(test.root.toString()).count())
        .as("Spark, past a checkpoint of ours over its own")
        .isEqualTo(22);
    sql("DELETE FROM delta.`" + test.root + "` WHERE id = 50");
    assertThat(test.open().snapshot().orElseThrow().files()).hasSize(21);
  }

  @Test
  void aCompactionBySparkDoesNotDisturbAPlanOfOtherFiles() throws IOException {
    test.append(0);
    test.append(1);
    Attempt attempt = test.attempt(2);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 2, 1)), Set.of());
    String first = fileOf(0);
    EpochCommit rewrite = test.next(test.attempt(2), List.of(), Set.of(first));
    sql("OPTIMIZE delta.`" + test.root + "`");

    assertThat(test.open().commit(rewrite))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 2 removed the file " + first + " that was to be rewritten"));
    assertThat(test.open().commit(commit)).isEqualTo(new CommitOutcome.Committed(3));
    assertThat(SparkOracle.session().read().format("delta").load(test.root.toString()).count())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TBLPROPERTIES (delta.enableDeletionVectors=true)           | deletionVectors",
        "TBLPROPERTIES (delta.columnMapping.mode='name')            | columnMapping",
        "TBLPROPERTIES (delta.enableChangeDataFeed=true)            | changeDataFeed",
        "TBLPROPERTIES (delta.enableRowTracking=true)               | rowTracking",
        "PARTITIONED BY (name) | it is partitioned by name, and partitioned tables are not supported",
      })
  void aTableWithAFeatureIsRefused(String feature, String named) {
    sql("CREATE TABLE delta.`" + test.root + "` (id BIGINT, name STRING) USING delta " + feature);

    assertRefused(named);
  }

  @Test
  void aTableWithACheckConstraintIsRefused() {
    sql("CREATE TABLE delta.`" + test.root + "` (id BIGINT, name STRING) USING delta");
    sql("ALTER TABLE delta.`" + test.root + "` ADD CONSTRAINT positive CHECK (id > 0)");

    assertRefused("checkConstraints");
  }

  @Test
  void aTableWithAGeneratedColumnIsRefused() {
    io.delta.tables.DeltaTable.create(SparkOracle.session())
        .location(test.root.toString())
        .addColumn("id", "BIGINT")
        .addColumn(
            io.delta.tables.DeltaTable.columnBuilder("twice")
                .dataType("BIGINT")
                .generatedAlwaysAs("id * 2")
                .build())
        .execute();

    assertRefused("generatedColumns");
  }

  @Test
  void aTableWithAnInvariantIsRefused() throws IOException {
    test.append(0);
    Path version = test.root.resolve("_delta_log/00000000000000000000.json");
    Files.writeString(
        version,
        Files.readString(version)
            .replace(
                quoted("'metadata':{}},{"), quoted("'metadata':{'delta.invariants':'id'}},{")));

    assertRefused("its column id has an invariant");
  }

  @Test
  void aNewFeatureIsFoundAtTheCommitToo() throws IOException {
    test.append(0);
    EpochCommit commit = test.next(test.attempt(1), List.of(), Set.of());
    sql(
        "ALTER TABLE delta.`"
            + test.root
            + "` SET TBLPROPERTIES (delta.enableChangeDataFeed=true)");

    assertThatThrownBy(() -> test.open().commit(commit))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("changeDataFeed");
  }

  @Test
  void aLogStoreThatTheUserNamesIsUsed() throws IOException {
    test.configuration().set("delta.logStore.class", "no.such.Store");

    assertThatThrownBy(() -> test.open().snapshot()).hasMessageContaining("no.such.Store");
  }

  @Test
  void theLogStoreIsFoundFromAThreadWithAnotherClassLoader() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      test.append(0);
      assertThat(test.open().snapshot()).isPresent();
      assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void assertRefused(String feature) {
    assertThatThrownBy(() -> test.open().snapshot())
        .isInstanceOf(DeltaTableException.class)
        .hasMessageStartingWith("Cannot use the Delta table " + test.root + ": ")
        .hasMessageContaining(feature)
        .hasMessageEndingWith(
            "Tributary supports protocol version (1,2). Choose another destination, or drop the"
                + " feature from the table.");
  }

  private String fileOf(long id) throws IOException {
    return test.open().snapshot().orElseThrow().files().stream()
        .map(DataFile::path)
        .filter(path -> path.startsWith("part-" + id + "-"))
        .findFirst()
        .orElseThrow();
  }

  /** JSON as it stands inside a JSON string. */
  private static String quoted(String json) {
    return json.replace("'", "\\\"");
  }

  private static void sql(String sql) {
    SparkOracle.session().sql(sql);
  }
}
