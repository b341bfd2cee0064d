package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All that a cluster shows of a submission to those who look. */
final class Shown {
  private static final List<String> PAGES =
      List.of("/jobs/", "/stages/", "/storage/", "/environment/", "/executors/");
  private static final List<String> RESOURCES =
      List.of(
          "/environment",
          "/jobs",
          "/stages?details=true",
          "/allexecutors",
          "/storage/rdd",
          "/streaming/statistics");

  private final SparkCluster cluster;
  private final Map<String, String> texts = new LinkedHashMap<>();

  Shown(SparkCluster cluster) {
    this.cluster = cluster;
  }

  /** Looks at UIs and process list until the submission ends. */
  void watch(Submission run) throws InterruptedException {
    while (run.driver().isAlive()) {
      ProcessHandle.allProcesses()
          .flatMap(process -> process.info().commandLine().stream())
          .forEach(command -> texts.put("process " + command.hashCode(), command));
      page(cluster.masterUi(), "/");
      page(cluster.masterUi(), "/json/");
      PAGES.forEach(path -> page(run.uiPort(), path));
      resources(run);
      Thread.sleep(500);
    }
  }

  private void resources(Submission run) throws InterruptedException {
    try {
      String application = run.application();
      RESOURCES.forEach(path -> page(run.uiPort(), application + path));
    } catch (IOException expected) {
      // Not yet there, or not any more.
    }
  }

  private void page(int port, String path) {
    try {
      // The last look sees most, but that after the end sees nothing.
      texts.put(port + path, Http.text(port, path));
    } catch (IOException expected) {
      // Not yet there, or not any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds the files below directories, but for the copies of the jar that executors have. */
  void addFiles(Path... directories) throws IOException {
    for (Path directory : directories) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Shown::isText).toList()) {
          texts.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  private static boolean isText(Path file) {
    return Files.isRegularFile(file) && !file.toString().endsWith(".jar");
  }

  void assertShowsNone(Set<String> secrets) {
    String all = String.join("\n", texts.values());
    // What a look must have found, or it was none.
    assertThat(all)
        .contains(
            "CoarseGrainedExecutorBackend",
            "spark.plugins",
            "SparkListenerTaskEnd",
            "RewriteFiles");
    for (String secret : secrets) {
      List<String> places = new ArrayList<>();
      texts.forEach(
          (place, text) -> {
            if (text.contains(secret)) {
              places.add(place);
            }
          });
      assertThat(places).as("places that show a secret").isEmpty();
    }
  }
}
