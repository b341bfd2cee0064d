package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;

/** Writes and reads whole files in tests. */
final class DataFiles {
  static final Configuration CONF = HadoopConfigurations.of(Map.of());

  private DataFiles() {}

  static org.apache.hadoop.fs.Path fresh(Path directory) {
    return new org.apache.hadoop.fs.Path(directory.resolve(UUID.randomUUID() + ".parquet").toUri());
  }

  static WrittenFile write(Path directory, StructType schema, List<Object[]> rows)
      throws IOException {
    return write(directory, schema, rows, WriterSettings.DEFAULT);
  }

  static WrittenFile write(
      Path directory, StructType schema, List<Object[]> rows, WriterSettings settings)
      throws IOException {
    RowWriter writer = RowWriter.create(CONF, fresh(directory), schema, settings);
    try (writer) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    }
    return writer.written();
  }

  static List<Object[]> read(org.apache.hadoop.fs.Path file, StructType wanted) throws IOException {
    try (RowReader reader = RowReader.open(CONF, file, wanted)) {
      return drain(reader);
    }
  }

  static List<Object[]> drain(RowReader reader) throws IOException {
    List<Object[]> rows = new ArrayList<>();
    for (Object[] row = reader.next(); row != null; row = reader.next()) {
      rows.add(row);
    }
    return rows;
  }
}
