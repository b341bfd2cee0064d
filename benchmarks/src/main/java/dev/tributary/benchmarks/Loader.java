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

  /** A spec and a connection on disk. */
  record Request(Path spec, Path connection, Path warehouse) {
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
  static Path table(Path warehouse) {
    return warehouse.resolve("main").resolve("default").resolve(Customers.TABLE);
  }

  Request request(List<Path> files, ScdType type, Path warehouse) {
    requests++;
    ObjectNode spec = JSON.createObjectNode().put("connection_name", "files");
    ObjectNode table = spec.putArray("objects").addObject().putObject("table");
    table.put("source_table", Customers.TABLE);
    table.putObject("table_configuration").put("scd_type", type.name());
    ObjectNode connection = JSON.createObjectNode().put("connector", "files");
    var names = connection.putObject("options").putArray("files");
    files.forEach(file -> names.add(file.toString()));
    return new Request(
        write("spec-" + requests + ".json", spec),
        write("connection-" + requests + ".json", connection),
        warehouse);
  }

  /** Runs in this process what the command runs in its own. */
  TableReport run(Request request) {
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
    RunReport report;
    try (BeamRunner runner = directRunner().create(List.of(), List.of())) {
      report = new JobRun(runner, RunListener.NONE, PARALLEL_TABLES).run(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Cannot go on: interrupted");
    }
    TableReport table = report.tables().get(0);
    if (!report.isSuccess()) {
      throw new BenchmarkException("Cannot load " + table.destination() + ": " + table.error());
    }
    return table;
  }

  private static BeamRunnerProvider directRunner() {
    return ServiceLoader.load(BeamRunnerProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("DirectRunner"))
        .findFirst()
        .orElseThrow();
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
