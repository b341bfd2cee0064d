package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Another writer of a table, who knows nothing of us and sorts nothing. */
final class ForeignRows {
  private final Path table;

  ForeignRows(Path table) {
    this.table = table;
  }

  /** Appends rows as they stand, with statistics or without. */
  void append(StructType schema, boolean statistics, Object[]... rows) {
    EpochHarness.io(
        () -> {
          WrittenFile file = DataFiles.write(table, schema, List.of(rows));
          commit(List.of(add(file, statistics)));
        });
  }

  /** Replaces all files by one, as a compaction or an update does. */
  void rewrite(StructType schema, boolean dataChange, List<Object[]> rows) {
    EpochHarness.io(
        () -> {
          WrittenFile file = DataFiles.write(table, schema, rows);
          List<Action> actions = new ArrayList<>();
          log().snapshot().getAllFiles().forEach(old -> actions.add(old.remove(dataChange)));
          actions.add(
              new AddFile(file.path().getName(), Map.of(), file.size(), 1, dataChange, null, null));
          commit(actions);
        });
  }

  private static AddFile add(WrittenFile file, boolean statistics) {
    return DataFile.of(file.path().getName(), file.size(), 1, statistics ? file.statsJson() : null)
        .toAdd();
  }

  private void commit(List<Action> actions) {
    OptimisticTransaction transaction = log().startTransaction();
    transaction.commit(actions, new Operation(Operation.Name.WRITE), "Somebody/1");
  }

  private DeltaLog log() {
    return DeltaLog.forTable(new Configuration(), table.toString());
  }
}
