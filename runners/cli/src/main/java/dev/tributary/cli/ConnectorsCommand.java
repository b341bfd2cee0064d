package dev.tributary.cli;

import dev.tributary.beam.lakeflow.ConnectorSource;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary connectors}. */
@Command(
    name = "connectors",
    description = "Lists the connectors there are, or what one of them takes. Asks no source.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 done; 2 there is no such connector.",
      "",
      "Examples:",
      "  tributary connectors",
      "  tributary connectors zendesk",
      "  tributary connectors acme --connector-jar=acme.jar --output=json"
    })
final class ConnectorsCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private ConnectorJarOptions jars;
  @Mixin private OutputOption output;

  @Parameters(
      paramLabel = "CONNECTOR",
      arity = "0..1",
      description = "The one to tell all about. Default: a list of all.")
  private String name;

  @Override
  public Integer call() {
    ConnectorJars opened = jars.using(command.commandLine(), found -> tell(found));
    opened.close();
    return Tributary.DONE;
  }

  private ConnectorJars tell(ConnectorJars opened) {
    if (name == null) {
      List<ConnectorProvider> all =
          ServiceLoader.load(ConnectorProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .sorted(Comparator.comparing(ConnectorProvider::name))
              .toList();
      output.print(
          command.commandLine(),
          out -> ConnectorOutput.list(all, out),
          () -> ConnectorOutput.list(all));
    } else {
      ConnectorProvider provider = named(name);
      output.print(
          command.commandLine(),
          out -> ConnectorOutput.one(provider, out),
          () -> ConnectorOutput.one(provider));
    }
    return opened;
  }

  private ConnectorProvider named(String connector) {
    try {
      return ConnectorSource.provider(connector);
    } catch (ConnectorException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
