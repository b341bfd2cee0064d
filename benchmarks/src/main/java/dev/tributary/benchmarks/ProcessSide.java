package dev.tributary.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A process that writes a directory, from its start to its end. */
final class ProcessSide implements Side {
  /** How often its memory is looked at. */
  private static final long STEP_MILLIS = 20;

  private final Place place;
  private final Function<Path, List<String>> command;
  private final Function<Path, Dataset<Row>> rows;
  private final PeakMemory memory = new PeakMemory();
  private List<String> line = List.of();

  /**
   * A process.
   *
   * @param place what it writes to
   * @param command the command line that writes to a directory
   * @param rows what is in a directory then
   */
  ProcessSide(
      Place place, Function<Path, List<String>> command, Function<Path, Dataset<Row>> rows) {
    this.place = place;
    this.command = command;
    this.rows = rows;
  }

  @Override
  public void prepare() {
    line = command.apply(place.renew());
  }

  @Override
  public void run() {
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      while (!process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
        memory.lookAt(process.pid());
      }
      if (process.exitValue() != 0) {
        throw new BenchmarkException(
            "A process ended with status " + process.exitValue() + ": " + String.join(" ", line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + line.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Cannot go on: interrupted");
    }
  }

  @Override
  public Dataset<Row> rows() {
    return rows.apply(place.path());
  }

  @Override
  public void discard() {
    place.discard();
  }

  /** The most memory that a run took, in bytes; null where the system does not tell. */
  Long peakBytes() {
    return memory.bytes();
  }
}
