package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds and reads the connection that a spec names: in the file that the user gives, else in the
 * environment variable {@code TRIBUTARY_CONNECTION_<NAME>}, else in {@code connections/<name>.json}
 * beside the spec. Paths in placeholders are relative to the connection's file, of a variable to
 * the spec's. No message shows what a placeholder stands for.
 */
public final class ConnectionLoader {
  static final String CONNECTOR = "connector";
  static final String OPTIONS = "options";
  private static final String VARIABLE_PREFIX = "TRIBUTARY_CONNECTION_";
  private static final String SUFFIX = ".json";

  private final Map<String, String> environment;
  private final FileContents files;

  public ConnectionLoader(Map<String, String> environment, FileContents files) {
    this.environment = Map.copyOf(environment);
    this.files = Objects.requireNonNull(files, "files");
  }

  /** A loader with the environment and the files of this process. */
  public static ConnectionLoader ofProcess() {
    return new ConnectionLoader(System.getenv(), Files::readAllBytes);
  }

  /** The environment variable that may hold a connection as JSON. */
  public static String variable(String connectionName) {
    return VARIABLE_PREFIX + connectionName.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  static boolean isUsable(String connectionName) {
    return connectionName
        .chars()
        .noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }

  /**
   * Loads the connection of a spec from where it is found first. Problems go to those of the spec;
   * empty if there is no telling which connector it is.
   */
  public Optional<Connection> load(SpecDraft spec) {
    return spec.connectionName().flatMap(name -> find(name, spec));
  }

  /** As {@link #load(SpecDraft)}, from one file and nowhere else. */
  public Optional<Connection> load(SpecDraft spec, Path file) {
    return spec.connectionName()
        .flatMap(
            name -> {
              try {
                return parse(name, file.toString(), files.read(file), directory(file), spec);
              } catch (IOException e) {
                return cannotRead(file, e, spec);
              }
            });
  }

  /**
   * A connection by itself, named as its file is.
   *
   * @throws InvalidSpecException if the file cannot be read or is not JSON; other problems are in
   *     the draft
   */
  public ConnectionDraft read(Path file) {
    SpecDocument document;
    try {
      document = SpecDocument.parse(file.toString(), files.read(file));
    } catch (IOException e) {
      throw new InvalidSpecException(unreadable(file, e));
    }
    Problems problems = Problems.of(document);
    return new ConnectionDraft(parse(nameOf(file), document, directory(file), problems), problems);
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.replaceFirst("\\.(json|ya?ml)$", "");
  }

  private Optional<Connection> find(String name, SpecDraft spec) {
    String variable = variable(name);
    String json = environment.get(variable);
    if (json != null) {
      byte[] content = json.getBytes(StandardCharsets.UTF_8);
      return parse(name, variable, content, directory(spec.file()), spec);
    }
    Path file = directory(spec.file()).resolve("connections").resolve(name + SUFFIX);
    try {
      return parse(name, file.toString(), files.read(file), directory(file), spec);
    } catch (NoSuchFileException e) {
      spec.problems()
          .add(
              Pointers.member("", SpecReader.CONNECTION_NAME),
              "Cannot find the connection '"
                  + name
                  + "'. Give it in one of three ways: the option --connection=FILE, the"
                  + " environment variable "
                  + variable
                  + " with its JSON, or the file "
                  + file);
      return Optional.empty();
    } catch (IOException e) {
      return cannotRead(file, e, spec);
    }
  }

  private static Optional<Connection> cannotRead(Path file, IOException e, SpecDraft spec) {
    spec.problems().add(unreadable(file, e));
    return Optional.empty();
  }

  private static SpecProblem unreadable(Path file, IOException e) {
    return new SpecProblem(
        file.toString(), "", 0, "Cannot read the connection: " + SpecDocument.reason(e));
  }

  private Optional<Connection> parse(
      String name, String source, byte[] content, Path directory, SpecDraft spec) {
    SpecDocument document;
    try {
      document = SpecDocument.parse(source, content);
    } catch (InvalidSpecException e) {
      e.problems().forEach(spec.problems()::add);
      return Optional.empty();
    }
    return parse(name, document, directory, spec.problems().in(document));
  }

  private Optional<Connection> parse(
      String name, SpecDocument document, Path directory, Problems problems) {
    var placeholders = new Placeholders(environment, files, directory, problems);
    return JsonObjectReader.of(document.root(), "", List.of(CONNECTOR, OPTIONS), problems)
        .flatMap(members -> connection(name, document, members, placeholders));
  }

  private static Optional<Connection> connection(
      String name, SpecDocument document, JsonObjectReader members, Placeholders placeholders) {
    members.require(CONNECTOR, "the name of the connector");
    var options = new LinkedHashMap<String, JsonNode>();
    var replaced = new LinkedHashSet<String>();
    members
        .object(OPTIONS)
        .ifPresent(
            given ->
                given
                    .fields()
                    .forEachRemaining(
                        option -> {
                          String pointer =
                              Pointers.member(members.pointer(OPTIONS), option.getKey());
                          JsonNode value = placeholders.replace(option.getValue(), pointer);
                          options.put(option.getKey(), value);
                          if (!value.equals(option.getValue())) {
                            replaced.add(option.getKey());
                          }
                        }));
    return members
        .text(CONNECTOR)
        .map(connector -> new Connection(name, connector, options, replaced, document));
  }

  private static Path directory(Path file) {
    return file.toAbsolutePath().getParent();
  }
}
