package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.contract.NpmPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * GitHub's own description of its API, from npm's {@code @octokit/openapi} (MIT). It is fetched
 * with npm and is not part of this project.
 */
final class OpenApi {
  private static final String PACKAGE = "@octokit/openapi@23.0.2";
  private static final String FILE = "generated/api.github.com.json";

  private final JsonNode root;

  private OpenApi(JsonNode root) {
    this.root = root;
  }

  /** The description, or empty where npm is not there or cannot fetch it. */
  static Optional<OpenApi> fetch() throws IOException, InterruptedException {
    Optional<Path> file = NpmPackage.file(PACKAGE, FILE);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new OpenApi(new ObjectMapper().readTree(file.get().toFile())));
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

  /** Adds what is wrong with a value: a property that lacks or is of another type. */
  void check(JsonNode value, JsonNode schema, String place, List<String> faults) {
    JsonNode found = resolved(schema);
    String type = found.path("type").asText();
    if (value.isNull()) {
      if (!found.path("nullable").asBoolean()) {
        faults.add(place + " is null");
      }
    } else if (found.has("oneOf") || found.has("anyOf")) {
      JsonNode variants = found.has("oneOf") ? found.get("oneOf") : found.get("anyOf");
      checkVariants(value, variants, place, faults);
    } else if (!isOf(type, value)) {
      faults.add(place + " is no " + type + ": " + value);
    } else if (found.has("enum") && !contains(found.get("enum"), value)) {
      faults.add(place + " is " + value + ", not of " + found.get("enum"));
    } else if (value.isArray()) {
      value.forEach(element -> check(element, found.path("items"), place + "[]", faults));
    } else if (value.isObject()) {
      checkObject(value, found, place, faults);
    }
  }

  private void checkObject(JsonNode value, JsonNode schema, String place, List<String> faults) {
    Map<String, JsonNode> properties = properties(schema);
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                faults.add(place + "/" + name.asText() + " is missing");
              }
            });
    value
        .fields()
        .forEachRemaining(
            member -> {
              JsonNode property = properties.get(member.getKey());
              String inner = place + "/" + member.getKey();
              if (property != null) {
                check(member.getValue(), property, inner, faults);
              }
            });
  }

  private void checkVariants(JsonNode value, JsonNode variants, String place, List<String> faults) {
    List<String> least = null;
    for (JsonNode variant : variants) {
      var found = new ArrayList<String>();
      check(value, variant, place, found);
      least = least == null || found.size() < least.size() ? found : least;
    }
    faults.addAll(least);
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode one : values) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
