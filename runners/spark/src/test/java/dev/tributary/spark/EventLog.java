package dev.tributary.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What Spark wrote of an application. */
final class EventLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, Set<String>> datasets = new HashMap<>();
  private final List<JsonNode> tasks = new ArrayList<>();

  private EventLog() {}

  static EventLog read(Path file) throws IOException {
    var log = new EventLog();
    for (String line : Files.readAllLines(file)) {
      JsonNode event = JSON.readTree(line);
      switch (event.path("Event").asText()) {
        case "SparkListenerStageSubmitted" -> log.addStage(event.path("Stage Info"));
        case "SparkListenerTaskEnd" -> log.tasks.add(event);
        default -> {}
      }
    }
    return log;
  }

  private void addStage(JsonNode stage) {
    var names = new HashSet<String>();
    stage.path("RDD Info").forEach(dataset -> names.add(dataset.path("Name").asText()));
    datasets.put(stage.path("Stage ID").asInt(), names);
  }

  /**
   * How many tasks each executor has ended in a step of the pipelines, those that got nothing to do
   * left out.
   *
   * @param step as in {@code ReadPages}
   */
  Map<String, Integer> tasksOf(String step) {
    var counts = new TreeMap<String, Integer>();
    for (JsonNode task : tasks) {
      boolean isOfStep =
          datasets.getOrDefault(task.path("Stage ID").asInt(), Set.of()).stream()
              .anyMatch(name -> name.contains("ParMultiDo(" + step + ").output"));
      JsonNode given = task.path("Task Metrics").path("Shuffle Read Metrics");
      if (isOfStep && given.path("Total Records Read").asLong() > 0) {
        counts.merge(task.path("Task Info").path("Executor ID").asText(), 1, Integer::sum);
      }
    }
    return counts;
  }
}
