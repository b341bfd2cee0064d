package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.AddFile;
import java.nio.file.Path;
import java.util.List;

/** Files that another writer adds to a table: in no order, and with statistics or without. */
final class ForeignFiles {
  private final DeltaTarget target;

  ForeignFiles(DeltaTarget target) {
    this.target = target;
  }

  ForeignFiles add(List<Object[]> rows) {
    return add(rows, true);
  }

  ForeignFiles addWithoutStatistics(List<Object[]> rows) {
    return add(rows, false);
  }

  private ForeignFiles add(List<Object[]> rows, boolean hasStatistics) {
    EpochHarness.io(
        () -> {
          WrittenFile file = DataFiles.write(Path.of(target.path()), target.tableSchema(), rows);
          String statistics = hasStatistics ? file.statsJson() : null;
          AddFile add = DataFile.of(file.path().getName(), file.size(), 1, statistics).toAdd();
          DeltaLog.forTable(DataFiles.CONF, target.path())
              .startTransaction()
              .commit(List.of(add), new Operation(Operation.Name.WRITE), "Somebody/1");
        });
    return this;
  }

  /** The paths of all files of the table. */
  List<String> paths() {
    return EpochHarness.io(
        () ->
            DeltaTable.open(DataFiles.CONF, target.path()).snapshot().orElseThrow().files().stream()
                .map(DataFile::path)
                .sorted()
                .toList());
  }
}
