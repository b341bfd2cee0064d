package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.Action;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/** Adds files to a table of ours as another engine would, or as we would if we planned badly. */
final class ForeignWriter {
  private final DeltaTarget target;
  private final EpochFiles files;

  ForeignWriter(DeltaTarget target) {
    this.target = target;
    this.files = files(target);
  }

  static EpochFiles files(DeltaTarget target) {
    var epoch =
        new DeltaEpoch(
            target, target.schemaJson(), 0, -1, UUID.randomUUID().toString().substring(0, 8), 1);
    return new EpochFiles(epoch, new TableShape(target));
  }

  /** A file that says that its rows are sorted. */
  DataFile sorted(List<Object[]> rows) throws IOException {
    RowWriter writer = files.newDataFile();
    try (writer) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    }
    return files.dataFile(writer);
  }

  /** A file that says nothing of an order. */
  DataFile unsorted(StructType schema, List<Object[]> rows) throws IOException {
    Path path = new Path(target.path(), "part-00000-" + UUID.randomUUID() + ".snappy.parquet");
    RowWriter writer = RowWriter.create(DataFiles.CONF, path, schema, WriterSettings.DEFAULT);
    try (writer) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    }
    WrittenFile written = writer.written();
    return DataFile.of(path.getName(), written.size(), 1, written.statsJson());
  }

  long commit(DataFile... adds) {
    List<Action> actions = new ArrayList<>();
    for (DataFile add : adds) {
      actions.add(add.toAdd());
    }
    return DeltaLog.forTable(DataFiles.CONF, target.path())
        .startTransaction()
        .commit(actions, new Operation(Operation.Name.WRITE), "Somebody/1")
        .getVersion();
  }
}
