package dev.tributary.beam.delta;

import dev.tributary.beam.delta.CompactionPlanner.Bin;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compacts one table as it was when the object was made. For one use, by one thread. */
final class Compactor {
  private final DeltaTable table;
  private final TableSnapshot snapshot;
  private final EpochFiles files;
  private final TableShape shape;
  private final String stagedDirectory;
  private final Clock clock;

  /**
   * A compactor of the latest version.
   *
   * @param state the state of that version
   */
  Compactor(
      DeltaTable table,
      TableSnapshot snapshot,
      EpochState state,
      Map<String, String> hadoopOptions,
      Clock clock) {
    this.table = table;
    this.snapshot = snapshot;
    this.clock = clock;
    TableSettings settings = state.settings();
    var target =
        new DeltaTarget(
            table.layout().root(),
            snapshot.schema().toJson(),
            settings.keys(),
            settings.sequenceBy(),
            WriteMode.of(settings),
            Duration.ZERO,
            hadoopOptions);
    // Not registered as an attempt: it stands for no epoch, so nobody could tell that it committed.
    Attempt attempt = Attempt.random(state.attempt().epoch(), new SecureRandom());
    var writing =
        new DeltaEpoch(
            target, target.schemaJson(), attempt.epoch(), -1, attempt.id(), attempt.number());
    this.shape = new TableShape(target);
    this.files = new EpochFiles(writing, shape);
    this.stagedDirectory = table.layout().stagedDirectory(attempt);
  }

  /** What {@link #rewrite} would rewrite. */
  List<Bin> plan() throws IOException {
    return new CompactionPlanner(files, shape).plan(snapshot.files());
  }

  /** Writes the new files, which belong to the table only when they are committed. */
  List<Rewrite> rewrite(List<Bin> bins) throws IOException {
    List<Rewrite> rewrites = new ArrayList<>();
    var rewriter = new BinRewriter(files, shape);
    try {
      for (Bin bin : bins) {
        rewrites.add(new Rewrite(bin.files(), rewriter.rewrite(bin)));
      }
      return rewrites;
    } catch (IOException | RuntimeException e) {
      for (Rewrite rewrite : rewrites) {
        for (DataFile file : rewrite.adds()) {
          files.delete(file);
        }
      }
      throw e;
    } finally {
      table.files().delete(stagedDirectory);
    }
  }

  RewriteCommitter.Outcome commit(List<Rewrite> rewrites) throws IOException {
    return new RewriteCommitter(table, snapshot.tableId(), clock).commit(rewrites);
  }
}
