package dev.tributary.cli;

import dev.tributary.pipelines.DiscoveredTable;
import dev.tributary.pipelines.Discovery;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary discover}. */
@Command(
    name = "discover",
    description = {
      "Lists the tables that the source of a connection has, with keys, cursor and how they are read;"
          + " with --tables their columns too. Can write a spec that loads them."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 done; 1 the source does not tell of some table; 2 the connection"
          + " is wrong, there is no such table or namespace, or the file for the spec is"
          + " there already.",
      "",
      "Examples:",
      "  tributary discover --connection=connections/acme.json",
      "  tributary discover --connection=connections/acme.json --tables=tickets",
      "  tributary discover --connection=connections/acme.json --spec=acme.json",
      "tributary discover --connection=connections/github.json"
          + " --namespace=octo-org/hello-world"
    })
final class DiscoverCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Spec private CommandSpec command;
  @Mixin private SourceOptions source;

  @Option(
      names = "--namespace",
      split = "/",
      paramLabel = "NAME",
      description =
          "Of a source with namespaces, such as repositories: the one to look into, from the root,"
              + " as in owner/repository. Default: the first that is listed.")
  private List<String> namespace = List.of();

  @Option(
      names = "--spec",
      arity = "0..1",
      fallbackValue = STANDARD_OUTPUT,
      paramLabel = "FILE",
      description =
          "Writes a spec that loads the tables, to a new file or, without one, to standard output in"
              + " place of the list.")
  private String spec;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (source.connection().isEmpty()) {
      throw new ParameterException(command.commandLine(), "Name the connection: --connection=FILE");
    }
    if (spec != null && spec.isBlank()) {
      throw new ParameterException(
          command.commandLine(), "Name the file to write: --spec=FILE, or --spec to print it");
    }
    if (writesFile()) {
      SpecFile.requireNew(command.commandLine(), Path.of(spec));
    }
    try (OpenSource open = source.openSource(command.commandLine())) {
      List<DiscoveredTable> tables = new Discovery(open.source(), source.tables(), namespace).run();
      tellErrors(tables);
      print(tables, new SpecFile(open.source(), tables));
      return tables.stream().allMatch(DiscoveredTable::isSuccess)
          ? Tributary.DONE
          : Tributary.INCOMPLETE;
    }
  }

  private boolean writesFile() {
    return spec != null && !spec.equals(STANDARD_OUTPUT);
  }

  private void tellErrors(List<DiscoveredTable> tables) {
    PrintWriter err = command.commandLine().getErr();
    tables.stream()
        .filter(table -> !table.isSuccess())
        .forEach(table -> err.println(table.name() + ": " + table.error()));
    err.flush();
  }

  private void print(List<DiscoveredTable> tables, SpecFile file) {
    if (spec != null && !writesFile()) {
      PrintWriter out = command.commandLine().getOut();
      out.print(file.text());
      out.flush();
      return;
    }
    if (writesFile()) {
      PrintWriter err = command.commandLine().getErr();
      file.write(command.commandLine(), Path.of(spec));
      err.println("Wrote the spec " + spec + ". Look at it, then: " + next());
      err.flush();
    }
    boolean showsColumns = !source.tables().isEmpty();
    output.print(
        command.commandLine(),
        out -> DiscoveryOutput.text(tables, showsColumns, out),
        () -> DiscoveryOutput.json(tables));
  }

  /** The command that loads what was found; it finds a connection beside the spec by itself. */
  private String next() {
    Path connection = source.connection().orElseThrow().toAbsolutePath().normalize();
    Path beside = Path.of(spec).toAbsolutePath().normalize().resolveSibling("connections");
    boolean isBeside =
        beside.equals(connection.getParent())
            && connection.getFileName().toString().endsWith(".json");
    return "run --spec="
        + spec
        + (isBeside ? "" : " --connection=" + source.connection().orElseThrow());
  }
}
