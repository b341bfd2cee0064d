package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * GitHub's own description of its API, from npm's {@code @octokit/openapi} (MIT). It is fetched
 * with npm and is not part of this project.
 */
final class OpenApi {
  private static final String PACKAGE = "@octokit/openapi@23.0.2";
  private static final String FILE = "package/generated/api.github.com.json";

  private final JsonNode root;

  private OpenApi(JsonNode root) {
    this.root = root;
  }

  /** The description, or empty where npm is not there or cannot fetch it. */
  static Optional<OpenApi> fetch() throws IOException, InterruptedException {
    Path directory = Path.of("target", "octokit-openapi");
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      Optional<List<String>> packed = run(directory, "npm", "pack", "--silent", PACKAGE);
      if (packed.isEmpty() || packed.get().isEmpty()) {
        return Optional.empty();
      }
      String archive = packed.get().get(packed.get().size() - 1).strip();
      if (run(directory, "tar", "-xzf", archive, FILE).isEmpty()) {
        return Optional.empty();
      }
      Files.deleteIfExists(directory.resolve(archive));
    }
    return Optional.of(new OpenApi(new ObjectMapper().readTree(Files.readAllBytes(file))));
  }

  /** The lines that a command prints; empty if it is not there, fails or takes too long. */
  private static Optional<List<String>> run(Path directory, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(300, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended && process.exitValue() == 0
          ? Optional.of(Files.readAllLines(output))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** The schema of the rows that a GET answers with status 200, one object or an array of them. */
  JsonNode rows(String path) {
    JsonNode get = root.path("paths").path(path).path("get");
    JsonNode schema =
        resolved(resolved(get.at("/responses/200")).at("/content/application~1json/schema"));
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException("The API has no GET " + path);
    }
    return schema.has("items") ? resolved(schema.get("items")) : schema;
  }

  /** The properties of a schema, of all its variants together. */
  Map<String, JsonNode> properties(JsonNode schema) {
    JsonNode found = resolved(schema);
    var properties = new TreeMap<String, JsonNode>();
    found
        .path("properties")
        .fields()
        .forEachRemaining(e -> properties.put(e.getKey(), e.getValue()));
    for (String combination : List.of("oneOf", "anyOf", "allOf")) {
      found
          .path(combination)
          .forEach(variant -> properties(variant).forEach(properties::putIfAbsent));
    }
    return properties;
  }

  JsonNode resolved(JsonNode schema) {
    JsonNode found = schema;
    while (found.has("$ref")) {
      found = root.at(found.get("$ref").asText().substring(1));
    }
    return found;
  }
}
