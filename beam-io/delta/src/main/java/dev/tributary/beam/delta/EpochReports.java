package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

/**
 * Hands the report of an epoch from whoever commits it to whoever started it. A runner's metrics
 * would not do: SparkRunner has one registry of them for all pipelines of a JVM.
 */
final class EpochReports {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeltaEpoch epoch;
  private final TableFiles files;

  EpochReports(DeltaEpoch epoch) {
    this.epoch = epoch;
    this.files = epoch.open().files();
  }

  private String path() {
    return epoch.layout().stagedDirectory(epoch.attempt()) + "/report.json";
  }

  /** Writes the report; one that a retried bundle wrote before is replaced. */
  void write(EpochReport report) throws IOException {
    files.delete(path());
    files.create(path(), JSON.writeValueAsString(report));
  }

  /** The report, or empty if the epoch did not get as far. */
  Optional<EpochReport> read() throws IOException {
    try {
      return Optional.of(JSON.readValue(files.read(path()), EpochReport.class));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
