package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a table's next run has to know of the epochs before, besides the rows themselves. Written
 * before the commit of its epoch, and valid if, and only if, that commit names its attempt.
 *
 * @param previousEpoch the epoch whose state this one followed, empty for the first
 * @param sourceState where the rows came from, the read plan and its positions; the business of
 *     whoever reads the source
 * @param tombstones files that this and earlier epochs wrote
 * @param rejected the records that the epoch set aside; this epoch alone, for whoever begins the
 *     next one sees to it that they are committed
 * @param report figures of the epoch for the run's report
 */
record EpochState(
    Attempt attempt,
    OptionalLong previousEpoch,
    TableSettings settings,
    JsonNode sourceState,
    List<TombstoneFile> tombstones,
    List<RejectedFile> rejected,
    JsonNode report) {
  EpochState {
    tombstones = List.copyOf(tombstones);
    rejected = List.copyOf(rejected);
    if (previousEpoch.isPresent() && previousEpoch.getAsLong() >= attempt.epoch()) {
      throw new IllegalArgumentException(
          "Invalid epoch: "
              + attempt.epoch()
              + ", the previous one is "
              + previousEpoch.getAsLong());
    }
  }
}
