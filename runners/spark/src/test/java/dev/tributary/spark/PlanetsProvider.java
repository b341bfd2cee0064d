package dev.tributary.spark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A connector that is on no class path, but in a jar. */
public final class PlanetsProvider implements ConnectorProvider {

  /** Packs the connector, with the file that names it. */
  static Path jar(Path file) throws IOException {
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + ConnectorProvider.class.getName()));
      jar.write(PlanetsProvider.class.getName().getBytes(StandardCharsets.UTF_8));
      for (Class<?> type : List.of(PlanetsProvider.class, Planets.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
          bytes.transferTo(jar);
        }
      }
    }
    return file;
  }

  @Override
  public String name() {
    return "planets";
  }

  @Override
  public String description() {
    return "Two planets";
  }

  @Override
  public List<Option> connectionOptions() {
    return List.of();
  }

  @Override
  public List<Option> tableOptions(String table) {
    return List.of();
  }

  @Override
  public List<String> knownTables() {
    return List.of("planets");
  }

  @Override
  public String account(Options connection) {
    return "sky";
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new Planets();
  }

  /** The connector. */
  static final class Planets implements LakeflowConnect {
    @Override
    public List<String> listTables() {
      return List.of("planets");
    }

    @Override
    public StructType tableSchema(String table, Options options) {
      return new StructType(List.of(Field.required("name", Primitive.STRING)));
    }

    @Override
    public TableMetadata tableMetadata(String table, Options options) {
      return TableMetadata.snapshot(SnapshotPaging.KEYSET, "name");
    }

    @Override
    public Page readTable(String table, Offset start, Options options) {
      return Page.last(
          Stream.of("Mars", "地球")
              .map(name -> JsonNodeFactory.instance.objectNode().put("name", name))
              .map(SourceRecord::upsert)
              .toList(),
          Offset.of("done", true));
    }
  }
}
