package dev.tributary.cli;

import dev.tributary.spec.Durations;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that make a run repeat itself. */
final class ContinuousOptions {
  private static final Duration USUAL = Duration.ofMinutes(5);
  private static final Duration LEAST = Duration.ofSeconds(1);

  @Option(
      names = "--continuous",
      description =
          "Runs again and again until it is ended. A run that fails is told, and the next one tries"
              + " again; a spec or connection that is wrong ends it.")
  private boolean isContinuous;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description =
          "Of --continuous: how long it is from the start of a run to the start of the next, as in"
              + " 30s, 5m or 1h; a run that takes longer is followed by the next at once. Default:"
              + " 5m")
  private String interval;

  /** How often to run; empty for once. */
  Optional<Duration> interval(CommandLine command) {
    if (!isContinuous) {
      if (interval != null) {
        throw new ParameterException(
            command, "--interval is of --continuous: add that, or drop it");
      }
      return Optional.empty();
    }
    return Optional.of(interval == null ? USUAL : parsed(command));
  }

  private Duration parsed(CommandLine command) {
    return Durations.parse(interval)
        .filter(time -> time.compareTo(LEAST) >= 0)
        .orElseThrow(
            () ->
                new ParameterException(
                    command,
                    "Invalid --interval: '"
                        + interval
                        + "', it must be "
                        + Durations.EXPECTATION
                        + ", and at least 1s"));
  }
}
