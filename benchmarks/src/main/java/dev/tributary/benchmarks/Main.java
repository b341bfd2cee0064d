package dev.tributary.benchmarks;

import picocli.CommandLine;

/** Measures Tributary side by side with delta-spark. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int status = commandLine().execute(arguments);
    System.out.flush();
    System.err.flush();
    // Runners leave threads behind that are no daemons.
    System.exit(status);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmarks())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (e instanceof BenchmarkException) {
                command.getErr().println(e.getMessage());
              } else {
                e.printStackTrace(command.getErr());
              }
              return 1;
            });
  }
}
