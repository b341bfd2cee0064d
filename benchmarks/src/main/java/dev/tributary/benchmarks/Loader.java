package dev.tributary.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.BeamRunnerProvider;
import dev.tributary.pipelines.DemoSources;
import dev.tributary.pipelines.Job;
import dev.tributary.pipelines.JobPlanner;
import dev.tributary.pipelines.JobRun;
import dev.tributary.pipelines.RunListener;
import dev.tributary.pipelines.RunReport;
import dev.tributary.pipelines.TableReport;
import dev.tributary.spec.ConnectionLoader;
import dev.tributary.spec.Destination;
import dev.tributary.spec.ScdType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Tributary as its users have it: a spec, a connection and what {@code tributary run} makes of
 * them, with default settings.
 */
final class Loader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARALLEL_TABLES = 4;

  /**
   * A spec and a connection on disk.
   *
   * @param table where the table of the spec lies
   */
  record Request(Path spec, Path connection, Path warehouse, Path table) {
    /** The arguments of the command. */
    List<String> arguments() {
      return List.of(
          "run", "--spec=" + spec, "--connection=" + connection, "--warehouse=" + warehouse);
    }
  }

  private final Path directory;
  private int requests;

  /**
   * A loader.
   *
   * @param directory for specs and connections
   */
  Loader(Path directory) {
    this.directory = directory;
  }

  /** Where a table lies in a warehouse. */
  static Path table(Shape shape, Path warehouse) {
    return warehouse.resolve("main").resolve("default").resolve(shape.table());
  }

  /** A request for the records of files. */
  Request request(Input input, ScdType type, Path warehouse) {
    ObjectNode options = JSON.createObjectNode();
    options.put(FilesConnectorProvider.SNAPSHOT, input.meaning() == Input.Meaning.SNAPSHOT);
    var names = options.putArray(FilesConnectorProvider.FILES);
    input.files().forEach(file -> names.add(file.toString()));
    return request(FilesConnectorProvider.NAME, options, input.shape(), type, warehouse);
  }

  /** A request for the records of a source that takes its time. */
  Request slowRequest(int partitions, int pages, Path warehouse) {
    ObjectNode options = JSON.createObjectNode();
    options.put(SlowConnectorProvider.PARTITIONS, partitions);
    options.put(SlowConnectorProvider.PAGES, pages);
    return request(
        SlowConnectorProvider.NAME, options, Shape.CUSTOMERS, ScdType.SCD_TYPE_1, warehouse);
  }

  private Request request(
      String connector, ObjectNode options, Shape shape, ScdType type, Path warehouse) {
    requests++;
    ObjectNode spec = JSON.createObjectNode().put("connection_name", connector);
    ObjectNode table = spec.putArray("objects").addObject().putObject("table");
    table.put("source_table", shape.table());
    table.putObject("table_configuration").put("scd_type", type.name());
    ObjectNode connection = JSON.createObjectNode().put("connector", connector);
    connection.set("options", options);
    return new Request(
        write("spec-" + requests + ".json", spec),
        write("connection-" + requests + ".json", connection),
        warehouse,
        table(shape, warehouse));
  }

  /** Runs in this process what the command runs in its own. */
  TableReport run(Request request, BeamRunner runner) {
    var planner = new JobPlanner(ConnectionLoader.ofProcess(), DemoSources.none());
    Job job =
        planner.plan(
            new JobPlanner.Request(
                request.spec(),
                Optional.of(request.connection()),
                Destination.Defaults.STANDARD,
                request.warehouse().toString(),
                List.of(),
                Optional.empty(),
                Map.of()),
            Instant.now());
    JobRun.checkSources(job);
    RunReport report = new JobRun(runner, RunListener.NONE, PARALLEL_TABLES).run(job);
    TableReport table = report.tables().get(0);
    if (!report.isSuccess()) {
      throw new BenchmarkException("Cannot load " + table.destination() + ": " + table.error());
    }
    return table;
  }

  /**
   * DirectRunner as the command has it.
   *
   * @param options of Beam, as behind {@code --}
   */
  static BeamRunner directRunner(String... options) {
    return ServiceLoader.load(BeamRunnerProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("DirectRunner"))
        .findFirst()
        .orElseThrow()
        .create(List.of(options), List.of());
  }

  private Path write(String name, ObjectNode json) {
    try {
      Files.createDirectories(directory);
      return Files.writeString(directory.resolve(name), json.toPrettyString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + name, e);
    }
  }
}
