package dev.tributary.pipelines;

import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import dev.tributary.spec.ConnectionLoader;
import dev.tributary.spec.Destination;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.data.RowRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.hadoop.conf.Configuration;

/** A scripted source, a spec, a warehouse, and runs from one into the other by DirectRunner. */
final class Scenario {
  static final StructType PEOPLE =
      new StructType(
          List.of(
              Field.required("id", Primitive.LONG),
              Field.of("name", Primitive.STRING),
              Field.required("at", Primitive.LONG)));

  /** With everything on that DirectRunner can check. */
  static final BeamRunner RUNNER =
      (jobName, readers) ->
          PipelineOptionsFactory.fromArgs(
                  "--runner=DirectRunner", "--blockOnRun=false", "--jobName=" + jobName)
              .create();

  final ScriptedSource source = new ScriptedSource();
  private final Path directory;
  private String connector = "scripted";
  private String connectionOptions = "";
  private Optional<List<String>> fullRefresh = Optional.empty();

  Scenario(Path directory) {
    this.directory = directory;
  }

  /** A table of people with changes and deletes in one list. */
  ScriptedSource.Table people() {
    return source.add("people", PEOPLE, TableMetadata.cdcWithDeletes("at", "id"));
  }

  /** The same connection with further options, as the inside of a JSON object. */
  Scenario withConnection(String options) {
    connectionOptions = ", " + options.replace('\'', '"');
    return this;
  }

  Scenario withConnector(String name) {
    connector = name;
    return this;
  }

  /** Loads these tables anew from now on, or all where none is named. */
  Scenario withFullRefresh(String... tables) {
    fullRefresh = Optional.of(List.of(tables));
    return this;
  }

  Scenario withoutFullRefresh() {
    fullRefresh = Optional.empty();
    return this;
  }

  /** The element of a spec for a table. */
  static String table(String name, String configuration) {
    return ("{'table': {'source_table': '%s', 'table_configuration': {%s}}}"
            .formatted(name, configuration))
        .replace('\'', '"');
  }

  TableReport run(String name) {
    return run(name, "");
  }

  TableReport run(String name, String configuration) {
    return run(RunListener.NONE, table(name, configuration)).tables().get(0);
  }

  RunReport run(RunListener listener, String... tables) {
    return run(job(tables), listener);
  }

  static RunReport run(Job job, RunListener listener) {
    return new JobRun(RUNNER, listener, 4).run(job);
  }

  Job job(String... tables) {
    return plan("[\n" + String.join(",\n", tables) + "]", List.of());
  }

  Job plan(String objects, List<String> only) {
    try {
      Path spec = directory.resolve("spec.json");
      Files.writeString(spec, "{\"connection_name\": \"test\",\n\"objects\": " + objects + "}");
      String connection =
          "{\"connector\": \""
              + connector
              + "\",\n\"options\": {"
              + (connector.equals("example")
                  ? "\"seed\": 1"
                  : "\"script\": \"" + source.id() + "\"")
              + connectionOptions
              + "}}";
      return new JobPlanner(
              new ConnectionLoader(
                  Map.of("TRIBUTARY_CONNECTION_TEST", connection), Files::readAllBytes),
              DemoSources.none())
          .plan(
              new JobPlanner.Request(
                  spec,
                  Optional.empty(),
                  Destination.Defaults.STANDARD,
                  warehouse().toString(),
                  only,
                  fullRefresh,
                  Map.of()),
              Instant.now());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path warehouse() {
    return directory.resolve("warehouse");
  }

  Path path(String table) {
    return warehouse().resolve("main").resolve("default").resolve(table);
  }

  private DeltaLog log(String table) {
    return DeltaLog.forTable(new Configuration(), path(table).toString());
  }

  long version(String table) {
    return log(table).snapshot().getVersion();
  }

  /** The rows, each as its values joined by blanks, sorted. */
  List<String> rows(String table) {
    List<String> rows = new ArrayList<>();
    try (CloseableIterator<RowRecord> records = log(table).snapshot().open()) {
      while (records.hasNext()) {
        RowRecord record = records.next();
        rows.add(
            Stream.of(record.getSchema().getFieldNames())
                .map(name -> record.isNullAt(name) ? "-" : value(record, name))
                .collect(Collectors.joining(" ")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.sort(null);
    return rows;
  }

  private static String value(RowRecord record, String name) {
    return switch (record.getSchema().get(name).getDataType().getTypeName()) {
      case "long" -> Long.toString(record.getLong(name));
      // Delta Standalone reads no timestamps of microseconds.
      case "timestamp" -> "?";
      default -> record.getString(name);
    };
  }

  /** The data files on disk that the table does not refer to. */
  Set<String> orphans(String table) {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.list(path(table))) {
      found
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".parquet") && !name.startsWith("."))
          .forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // A file that a later version removed stays for readers of the earlier one, until VACUUM.
    DeltaLog log = log(table);
    log.getChanges(0, false)
        .forEachRemaining(
            version ->
                version.getActions().stream()
                    .filter(AddFile.class::isInstance)
                    .forEach(add -> files.remove(((AddFile) add).getPath())));
    return files;
  }

  /** The text of every file below the warehouse that is text. */
  String everythingWritten() throws IOException {
    var text = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("spec.json") && !file.toString().endsWith(".parquet"))
              .toList()) {
        text.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }
}
