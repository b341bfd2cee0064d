package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A table of {@code id long, name string}, and commits to it. */
final class TestTable {
  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            new StructField("id", new LongType(), true),
            new StructField("name", new StringType(), true)
          });
  static final EpochCommit.Label LABEL =
      new EpochCommit.Label(
          Operation.Name.MERGE, Map.of("numTargetRowsInserted", "1"), "Tributary/test");
  private static final MessageType PARQUET =
      MessageTypeParser.parseMessageType(
          "message row { optional int64 id; optional binary name (STRING); }");

  final Path root;
  private final Configuration configuration = new Configuration();
  private final Random random = new Random();

  TestTable(Path root) {
    this.root = root;
  }

  Configuration configuration() {
    return configuration;
  }

  TableLayout layout() {
    return new TableLayout(root.toString());
  }

  DeltaTable open() {
    try {
      return new DeltaTable(configuration, layout(), Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Attempt attempt(long epoch) {
    return Attempt.random(epoch, random);
  }

  /** Writes rows of consecutive ids into a data file of an attempt. */
  DataFile dataFile(Attempt attempt, int n, long firstId, int rows) throws IOException {
    return file(layout().dataFile(attempt, n), firstId, rows);
  }

  DataFile file(String name, long firstId, int rows) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toString()))
            .withType(PARQUET)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      var groups = new SimpleGroupFactory(PARQUET);
      for (long id = firstId; id < firstId + rows; id++) {
        writer.write(groups.newGroup().append("id", id).append("name", "row " + id));
      }
    }
    return DataFile.of(
        name,
        Files.size(file),
        Files.getLastModifiedTime(file).toMillis(),
        "{\"numRecords\":"
            + rows
            + ",\"minValues\":{\"id\":"
            + firstId
            + ",\"name\":\"row \\\"x\\\"\"},\"maxValues\":{\"id\":"
            + (firstId + rows - 1)
            + "},\"nullCount\":{\"id\":0,\"name\":0}}");
  }

  /** The commit of the next epoch after what the table is at. */
  EpochCommit next(Attempt attempt, List<DataFile> adds, Set<String> removes) throws IOException {
    return next(open().snapshot(), attempt, adds, removes);
  }

  static EpochCommit next(
      Optional<TableSnapshot> snapshot, Attempt attempt, List<DataFile> adds, Set<String> removes) {
    return new EpochCommit(
        snapshot.map(TableSnapshot::version).orElse(-1L),
        snapshot
            .map(table -> table.transaction(DeltaTable.APPLICATION))
            .orElse(OptionalLong.empty()),
        attempt,
        adds,
        removes,
        snapshot.isEmpty() ? Optional.of(SCHEMA) : Optional.empty(),
        Map.of(),
        LABEL);
  }

  /** Commits an epoch of one file with one row whose id is the epoch. */
  Attempt append(long epoch) throws IOException {
    Attempt attempt = attempt(epoch);
    var outcome = open().commit(next(attempt, List.of(dataFile(attempt, 0, epoch, 1)), Set.of()));
    if (!(outcome instanceof CommitOutcome.Committed)) {
      throw new AssertionError("Epoch " + epoch + ": " + outcome);
    }
    return attempt;
  }

  EpochState state(Attempt attempt, OptionalLong previousEpoch) {
    return new EpochState(
        attempt,
        previousEpoch,
        new TableSettings(List.of("id"), "SCD_TYPE_1", List.of("updated_at")),
        JsonNodeFactory.instance.objectNode().put("position", "p" + attempt.epoch()),
        List.of(),
        List.of(),
        JsonNodeFactory.instance.objectNode());
  }

  /** Another writer adds a file, of which only the log knows; makes the table if need be. */
  void foreignAppend(String path) {
    OptimisticTransaction transaction = log().startTransaction();
    if (transaction.readVersion() < 0) {
      transaction.updateMetadata(Metadata.builder().schema(TestTable.SCHEMA).build());
    }
    transaction.commit(
        List.of(new AddFile(path, Map.of(), 1, 1, true, null, null)),
        new Operation(Operation.Name.WRITE),
        "Somebody/1");
  }

  void foreignRewrite(String removed, String added, boolean dataChange) {
    AddFile file =
        log().snapshot().getAllFiles().stream()
            .filter(add -> add.getPath().equals(removed))
            .findFirst()
            .orElseThrow();
    log()
        .startTransaction()
        .commit(
            Arrays.asList(
                file.remove(dataChange),
                new AddFile(added, Map.of(), 1, 1, dataChange, null, null)),
            new Operation(Operation.Name.UPDATE),
            "Somebody/1");
  }

  DeltaLog log() {
    return DeltaLog.forTable(new Configuration(), root.toString());
  }

  String path(Attempt attempt) {
    return layout().dataFile(attempt, 0);
  }

  Path version(int version) {
    return root.resolve(String.format("_delta_log/%020d.json", version));
  }
}
