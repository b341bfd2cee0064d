package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A command that was submitted to a cluster.
 *
 * @param uiPort of Spark's UI, as long as it runs
 * @param output what its outputs are called, without {@code .out} and {@code .err}
 * @param events the directory of its event log
 */
record Submission(Process driver, int uiPort, Path output, Path events) implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Waits for the end. */
  int status() throws InterruptedException {
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).as("the submission ends").isTrue();
    return driver.exitValue();
  }

  /** The report of each table, of a run with {@code --output=json} that has succeeded. */
  Map<String, JsonNode> reports() throws InterruptedException, IOException {
    assertThat(status()).as(Files.readString(err())).isZero();
    var reports = new TreeMap<String, JsonNode>();
    for (JsonNode table : JSON.readTree(Files.readString(out())).path("tables")) {
      String destination = table.path("destination").asText();
      reports.put(destination.substring(destination.lastIndexOf('.') + 1), table);
    }
    return reports;
  }

  Path out() {
    return Path.of(output + ".out");
  }

  Path err() {
    return Path.of(output + ".err");
  }

  EventLog eventLog() throws IOException {
    try (var files = Files.list(events)) {
      return EventLog.read(files.findFirst().orElseThrow());
    }
  }

  /** The path of the application in the UI's REST API, as soon as there is one. */
  String application() throws IOException, InterruptedException {
    String id = Http.get(uiPort, "/api/v1/applications").path(0).path("id").asText();
    return "/api/v1/applications/" + id;
  }

  /** The executors that are at work now. */
  List<String> executorsAtWork() throws IOException, InterruptedException {
    JsonNode stages = Http.get(uiPort, application() + "/stages?status=active&details=true");
    return stages.findParents("taskId").stream()
        .filter(task -> task.path("status").asText().equals("RUNNING"))
        .map(task -> task.path("executorId").asText())
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    driver.destroyForcibly();
  }
}
