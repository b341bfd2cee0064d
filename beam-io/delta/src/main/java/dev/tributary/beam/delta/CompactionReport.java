package dev.tributary.beam.delta;

import dev.tributary.beam.delta.CompactionPlanner.Bin;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a compaction did, or would do.
 *
 * @param version the version that it made; empty if it made none
 * @param filesRemoved how many files it took the rows of
 * @param bytesRemoved their size
 * @param filesAdded how many files hold these rows now; 0 if nothing is written yet
 * @param bytesAdded their size
 * @param filesInTheWay how many files stay because another writer removed them, or files that
 *     belonged with them, meanwhile
 */
public record CompactionReport(
    OptionalLong version,
    int filesRemoved,
    long bytesRemoved,
    int filesAdded,
    long bytesAdded,
    int filesInTheWay) {

  static CompactionReport of(List<Bin> planned) {
    List<DataFile> files = planned.stream().flatMap(bin -> bin.files().stream()).toList();
    return new CompactionReport(OptionalLong.empty(), files.size(), bytes(files), 0, 0, 0);
  }

  static CompactionReport of(RewriteCommitter.Outcome outcome) {
    List<DataFile> removes =
        outcome.committed().stream().flatMap(rewrite -> rewrite.removes().stream()).toList();
    List<DataFile> adds =
        outcome.committed().stream().flatMap(rewrite -> rewrite.adds().stream()).toList();
    return new CompactionReport(
        outcome.version(),
        removes.size(),
        bytes(removes),
        adds.size(),
        bytes(adds),
        outcome.leftOut().stream().mapToInt(rewrite -> rewrite.removes().size()).sum());
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::size).sum();
  }
}
