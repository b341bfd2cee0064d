package dev.tributary.cli;

import dev.tributary.pipelines.Job;
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
    Job job;
    try (var jars = jobOptions.openConnectorJars(command.commandLine());
        var demos = new Demos(command.commandLine().getErr())) {
      job = jobOptions.plan(command.commandLine(), demos);
    }
    PrintWriter out = command.commandLine().getOut();
    out.println("Valid: " + String.join(", ", job.tableNames()));
    out.flush();
    return Tributary.DONE;
  }
}
