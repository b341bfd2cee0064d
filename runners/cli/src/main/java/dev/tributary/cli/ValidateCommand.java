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
    description =
        "Checks a spec and its connection. Asks the source for columns that it alone knows, and for"
            + " nothing else.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private JobOptions jobOptions;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    try (OpenJob open = jobOptions.open(command.commandLine())) {
      PrintWriter err = command.commandLine().getErr();
      open.job().unread().forEach(err::println);
      err.flush();
      if (!open.job().unread().isEmpty()) {
        return Tributary.INCOMPLETE;
      }
      out.println("Valid: " + String.join(", ", open.job().tableNames()));
    }
    out.flush();
    return Tributary.DONE;
  }
}
