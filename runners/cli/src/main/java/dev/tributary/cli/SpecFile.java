package dev.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.pipelines.DiscoveredTable;
import dev.tributary.pipelines.Source;
import dev.tributary.spec.Destination;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A spec that loads the tables of a source, each into a schema named as the connector. */
record SpecFile(Source source, List<DiscoveredTable> tables) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The spec as JSON, with a line for each table. */
  String text() {
    ArrayNode objects = JSON.createArrayNode();
    tables.stream().filter(DiscoveredTable::isSuccess).forEach(table -> objects.add(object(table)));
    var text = new StringBuilder("{\n  \"connection_name\": ");
    text.append(JSON.getNodeFactory().textNode(source.connectionName())).append(",\n");
    text.append("  \"objects\": [");
    for (int i = 0; i < objects.size(); i++) {
      text.append(i == 0 ? "\n    " : ",\n    ").append(objects.get(i));
    }
    return text.append("\n  ]\n}\n").toString();
  }

  private ObjectNode object(DiscoveredTable table) {
    ObjectNode object = JSON.createObjectNode();
    ObjectNode members = object.putObject("table");
    members.put("source_table", table.name());
    members.put("destination_schema", source.connector());
    String destination = Destination.usable(table.name());
    if (!destination.equals(table.name())) {
      members.put("destination_table", destination);
    }
    if (!table.options().isEmpty()) {
      ObjectNode configuration = members.putObject("table_configuration");
      table.options().forEach(configuration::set);
    }
    return object;
  }

  /** Writes a new file. */
  void write(CommandLine command, Path file) {
    try {
      Files.writeString(file, text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw exists(command, file);
    } catch (NoSuchFileException e) {
      throw new ParameterException(
          command, "Cannot write --spec=" + file + ": there is no directory for it; make it first");
    } catch (IOException e) {
      throw new ParameterException(
          command, "Cannot write --spec=" + file + ": " + e.getMessage(), e);
    }
  }

  /** Found out before the source is asked. */
  static void requireNew(CommandLine command, Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(command, file);
    }
  }

  private static ParameterException exists(CommandLine command, Path file) {
    return new ParameterException(
        command,
        "Cannot write --spec="
            + file
            + ": there is one already, which is never overwritten. Name a file that is new");
  }
}
