package dev.tributary.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tributary validate}. */
@Command(
    name = "validate",
    description = "Checks a spec and its connection, without asking the source.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private JobOptions jobOptions;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    try (OpenJob open = jobOptions.open(command.commandLine())) {
      out.println("Valid: " + String.join(", ", open.job().tableNames()));
    }
    out.flush();
    return Tributary.DONE;
  }
}
