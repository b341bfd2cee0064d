package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a table's next run has to know of the epochs before, besides the rows themselves. Written
 * before the commit of its epoch, and valid if, and only if, that commit names its attempt.
 *
 * @param previousEpoch the epoch whose state this one followed, empty for the first
 * @param sourceState where the rows came from, the read plan and its positions; the business of
 *     whoever reads the source
 * @param tombstones files that this and earlier epochs wrote
 * @param hidden files of hidden members, the oldest first; in a table with history only
 * @param snapshotAt when the last snapshot was taken that the table followed; of {@link
 *     WriteMode#SNAPSHOT_HISTORY} only
 * @param rejected the records that the epoch set aside; this epoch alone, for whoever begins the
 *     next one sees to it that they are committed
 * @param report figures of the epoch for the run's report
 */
record EpochState(
    Attempt attempt,
    OptionalLong previousEpoch,
    TableSettings settings,
    JsonNode sourceState,
    List<KeyFile> tombstones,
    List<KeyFile> hidden,
    Optional<Instant> snapshotAt,
    List<RejectedFile> rejected,
    JsonNode report) {
  EpochState {
    tombstones = List.copyOf(tombstones);
    hidden = List.copyOf(hidden);
    rejected = List.copyOf(rejected);
    if (previousEpoch.isPresent() && previousEpoch.getAsLong() >= attempt.epoch()) {
      throw new IllegalArgumentException(
          "Invalid epoch: "
              + attempt.epoch()
              + ", the previous one is "
              + previousEpoch.getAsLong());
    }
  }

  /** The state of a table without history. */
  EpochState(
      Attempt attempt,
      OptionalLong previousEpoch,
      TableSettings settings,
      JsonNode sourceState,
      List<KeyFile> tombstones,
      List<RejectedFile> rejected,
      JsonNode report) {
    this(
        attempt,
        previousEpoch,
        settings,
        sourceState,
        tombstones,
        List.of(),
        Optional.empty(),
        rejected,
        report);
  }

  /** The files of keys that the state names, relative to the table's root. */
  List<String> files() {
    return Stream.concat(tombstones.stream().map(KeyFile::path), hidden.stream().map(KeyFile::path))
        .toList();
  }
}
