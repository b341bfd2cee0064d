package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** An account of a simulator that goes on from run to run, and whose time a test tells. */
final class SourceAccount implements AutoCloseable {
  private final SourceJob job;
  private final Simulator simulator;
  private final Path connection;

  SourceAccount(SourceJob job, Simulator simulator, Path connection) {
    this.job = job;
    this.simulator = simulator;
    this.connection = connection;
  }

  SimulatorServer server() {
    return simulator.server();
  }

  SimulatedTable table(String name) {
    return simulator.tables().get(name);
  }

  Instant now() {
    return server().clock().instant();
  }

  void pass(Duration time) {
    server().clock().advance(time);
  }

  /** Changes tables while no request is answered. */
  void change(Runnable change) {
    server().change(change);
  }

  /** Asks the server as an application of the user's would. */
  void ask(String method, String path, String token, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server().url() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The value of an option of the connection. */
  String option(String name) {
    return simulator.connection().get(name);
  }

  /** Loads the tables of a spec; the reports by schema and table, as in {@code shop.orders}. */
  Map<String, JsonNode> run(Path spec, int status, String... more) throws IOException {
    Stream<String> arguments =
        Stream.concat(Stream.of("--spec=" + spec, "--connection=" + connection), Stream.of(more));
    return SourceJob.reports(
        job.run(arguments.toArray(String[]::new)),
        status,
        report -> report.path("destination").asText().replaceFirst("^main\\.", ""));
  }

  /** That a table of a schema is what the account has. */
  void assertIsTable(String schema, String name) {
    job.assertIsTable(table(name), job.table(schema, name));
  }

  @Override
  public void close() {
    simulator.close();
  }
}
