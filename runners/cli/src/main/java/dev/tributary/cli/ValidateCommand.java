package dev.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.pipelines.Job;
import dev.tributary.spec.InvalidSpecException;
import dev.tributary.spec.SpecProblem;
import java.io.PrintWriter;
import java.util.List;
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
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 the spec is right; 1 the source did not tell the columns of some"
          + " table; 2 the spec or the connection is wrong, and all that is wrong is told.",
      "",
      "Examples:",
      "  tributary validate --spec=acme.json",
      "tributary validate --spec=acme.json --output=json" + " and pointer"
    })
final class ValidateCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec command;
  @Mixin private JobOptions jobOptions;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    try (OpenJob open = jobOptions.open(command.commandLine())) {
      Job job = open.job();
      PrintWriter err = command.commandLine().getErr();
      job.unread().forEach(err::println);
      err.flush();
      boolean isKnown = job.unread().isEmpty();
      if (isKnown || output.isJson()) {
        output.print(
            command.commandLine(),
            out -> out.println("Valid: " + String.join(", ", job.tableNames())),
            () -> json(job.tableNames(), job.unread(), List.of()));
      }
      return isKnown ? Tributary.DONE : Tributary.INCOMPLETE;
    } catch (InvalidSpecException e) {
      if (output.isJson()) {
        output.print(
            command.commandLine(), out -> {}, () -> json(List.of(), List.of(), e.problems()));
      }
      throw e;
    }
  }

  private static ObjectNode json(
      List<String> tables, List<String> unread, List<SpecProblem> problems) {
    ObjectNode json = JSON.createObjectNode();
    json.put("valid", problems.isEmpty());
    tables.forEach(json.putArray("tables")::add);
    unread.forEach(json.putArray("unread")::add);
    ArrayNode array = json.putArray("problems");
    for (SpecProblem problem : problems) {
      array
          .addObject()
          .put("file", problem.file())
          .put("line", problem.line() == 0 ? null : problem.line())
          .put("pointer", problem.pointer())
          .put("message", problem.message());
    }
    return json;
  }
}
