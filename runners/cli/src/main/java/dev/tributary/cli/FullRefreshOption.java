package dev.tributary.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says which tables are loaded anew. */
final class FullRefreshOption {
  /** What the option stands for where it names no table. */
  private static final String ALL = "*";

  @Option(
      names = "--full-refresh",
      split = ",",
      arity = "0..1",
      fallbackValue = ALL,
      paramLabel = "TABLE",
      description =
          "Loads tables anew from their beginning, whatever they have: those named, or all that are"
              + " loaded. Readers see a table as it was until all of it is there. Then its rows go,"
              + " also those that others wrote. A run that ends before that is gone on with by the"
              + " next.")
  private List<String> fullRefresh;

  /** See {@link dev.tributary.pipelines.JobPlanner.Request#fullRefresh}. */
  Optional<List<String>> tables() {
    if (fullRefresh == null) {
      return Optional.empty();
    }
    return Optional.of(fullRefresh.equals(List.of(ALL)) ? List.of() : fullRefresh);
  }
}
