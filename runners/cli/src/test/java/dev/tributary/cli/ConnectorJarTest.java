package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Command.Result;
import dev.tributary.connectors.LakeflowConnect;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector that is written, compiled and packed outside of this repository. */
class ConnectorJarTest {
  private static final String SERVICE =
      "META-INF/services/dev.tributary.connectors.ConnectorProvider";
  private static final String SOURCE =
      """
      package com.acme;

      import com.fasterxml.jackson.databind.ObjectMapper;
      import dev.tributary.connectors.*;
      import dev.tributary.connectors.schema.*;
      import dev.tributary.connectors.schema.DataType.*;
      import java.util.*;

      public final class Acme implements ConnectorProvider {
        public String name() { return "NAME"; }
        public String description() { return "Three planets"; }
        public List<Option> connectionOptions() { return List.of(); }
        public List<Option> tableOptions(String table) { return List.of(); }
        public List<String> knownTables() { return List.of("planets"); }
        public String account(Options connection) { return "sky"; }
        public LakeflowConnect create(Options connection, ConnectorContext context) {
          return new LakeflowConnect() {
            public List<String> listTables() { return knownTables(); }
            public StructType tableSchema(String table, Options options) {
              return new StructType(List.of(Field.required("name", Primitive.STRING)));
            }
            public TableMetadata tableMetadata(String table, Options options) {
              return TableMetadata.snapshot(SnapshotPaging.KEYSET, "name");
            }
            public Page readTable(String table, Offset start, Options options) {
              var records = new ArrayList<SourceRecord>();
              for (String name : List.of("Mars", "Venus", "地球")) {
                records.add(SourceRecord.upsert(
                    new ObjectMapper().createObjectNode().put("name", name)));
              }
              return Page.last(records, Offset.of("done", true));
            }
          };
        }
      }
      """;

  @TempDir private Path directory;
  private Path spec;
  private Path connection;

  @BeforeEach
  void writeSpec() throws IOException {
    spec =
        Files.writeString(
            directory.resolve("spec.json"),
            "{\"connection_name\": \"sky\", \"objects\":"
                + " [{\"table\": {\"source_table\": \"planets\"}}]}");
    connection = Files.writeString(directory.resolve("sky.json"), "{\"connector\": \"acme\"}");
  }

  @Test
  void itIsRunWithoutBeingBuiltIn() throws IOException {
    Path jar = jar("acme", SERVICE);
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    Result result = run("--connector-jar=" + jar, "--output=json");

    assertThat(result.status()).as(result.err()).isZero();
    JsonNode table = new ObjectMapper().readTree(result.out()).path("tables").path(0);
    assertThat(table.path("inserted").asInt()).isEqualTo(3);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void withoutItsJarItIsUnknown() {
    Result result = run();

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("/connector: Unknown connector 'acme'.");
  }

  @Test
  void whatIsNoJarOfAConnectorIsRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("text.jar"), "no jar");

    assertRefused(directory.resolve("none.jar"), "There is no file '");
    assertRefused(text, "has no connector: " + SERVICE + " must name one");
    assertRefused(jar("acme", "META-INF/services/other"), "has no connector");
    assertRefused(jar("github", SERVICE), "has a connector 'github', as there is one already");
  }

  @Test
  void aJarThatLacksAClassIsRefusedWithItsName() throws IOException {
    Path jar = jar("acme", SERVICE);
    try (FileSystem packed = FileSystems.newFileSystem(jar)) {
      Files.delete(packed.getPath("com/acme/Acme$1.class"));
    }

    assertRefused(
        jar,
        "A connector cannot be used: java.lang.NoClassDefFoundError: com/acme/Acme$1. Its jar must"
            + " hold what Tributary has not, and be built with this version of Tributary");
  }

  private void assertRefused(Path jar, String message) {
    Result result = run("--connector-jar=" + jar);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("Invalid --connector-jar: ").contains(message);
  }

  private Result run(String... more) {
    return Command.run(
        Stream.concat(
                Stream.of(
                    "run",
                    "--spec=" + spec,
                    "--connection=" + connection,
                    "--warehouse=" + directory.resolve("warehouse")),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** A jar of the connector above under a name, with a file that names its provider. */
  private Path jar(String name, String service) throws IOException {
    Path classes = Files.createTempDirectory(directory, "classes");
    Path source = Files.writeString(classes.resolve("Acme.java"), SOURCE.replace("NAME", name));
    String classPath =
        Stream.of(LakeflowConnect.class, ObjectMapper.class, JsonParser.class)
            .map(
                type ->
                    new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
            .map(File::toString)
            .collect(Collectors.joining(File.pathSeparator));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                source.toString());
    assertThat(status).isZero();
    Path jar = directory.resolve(classes.getFileName() + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(service));
      out.write("com.acme.Acme".getBytes(StandardCharsets.UTF_8));
      try (Stream<Path> files = Files.list(classes.resolve("com/acme"))) {
        for (Path file : files.toList()) {
          out.putNextEntry(new JarEntry("com/acme/" + file.getFileName()));
          out.write(Files.readAllBytes(file));
        }
      }
    }
    return jar;
  }
}
