package dev.tributary.beam.delta;

import io.delta.standalone.actions.AddFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Finds files in a table's directory that nothing refers to. */
final class LeftOvers {
  private LeftOvers() {}

  /**
   * Files that no version of the log ever added, change files and markers of attempts, tombstones
   * that neither of the last two states names; states are none.
   */
  static List<String> of(Path root) {
    return EpochHarness.io(
        () -> {
          Set<String> known = known(root);
          if (!Files.exists(root)) {
            return List.of();
          }
          try (var files = Files.walk(root)) {
            return files
                .filter(Files::isRegularFile)
                .map(file -> root.relativize(file).toString())
                .filter(file -> !file.startsWith("_delta_log/"))
                .filter(file -> !file.startsWith(TableLayout.STATE + "/"))
                .filter(file -> !known.contains(withoutChecksum(file)))
                .sorted()
                .toList();
          }
        });
  }

  /** As {@link #of}, without the mark that an attempt leaves whose workers may be running yet. */
  static List<String> ofFailure(Path root) {
    return of(root).stream()
        .filter(file -> !file.matches(TableLayout.ATTEMPTS + "/\\d+-[0-9a-f]+"))
        .toList();
  }

  /** A checksum is what its file is. */
  private static String withoutChecksum(String file) {
    return file.replaceFirst("(^|/)\\.([^/]+)\\.crc$", "$1$2");
  }

  private static Set<String> known(Path root) throws IOException {
    Set<String> known = new HashSet<>();
    var table = DeltaTable.open(DataFiles.CONF, root.toString());
    if (table.snapshot().isEmpty()) {
      return known;
    }
    Iterator<io.delta.standalone.VersionLog> versions = table.log().getChanges(0, false);
    while (versions.hasNext()) {
      versions.next().getActions().stream()
          .filter(AddFile.class::isInstance)
          .forEach(add -> known.add(DataFile.of((AddFile) add).path()));
    }
    var states = new EpochStates(table);
    EpochState current = states.valid(table.snapshot()).orElseThrow();
    known.addAll(current.files());
    if (current.previousEpoch().isPresent()) {
      states
          .ofEpoch(current.previousEpoch().getAsLong())
          .forEach(state -> known.addAll(state.files()));
    }
    return known;
  }
}
