package dev.tributary.beam.delta;

import java.io.IOException;
import java.time.Instant;

/** Writes a file of keys to be remembered, if there are any. */
final class KeyFileWriter {
  private final KeyFile.Kind kind;
  private final EpochFiles files;
  private final TableShape shape;
  private RowWriter writer;
  private Object first;
  private Object last;

  /** A file that is not opened before its first row; of a table without keys it has none. */
  KeyFileWriter(KeyFile.Kind kind, EpochFiles files, TableShape shape) {
    this.kind = kind;
    this.files = files;
    this.shape = shape;
  }

  /** Adds a row; they come in the order of their keys. */
  void write(Object[] row) throws IOException {
    Object key = row[shape.keyIndexes(kind.hasShortRows())[0]];
    if (writer == null) {
      writer = files.newKeyFile(kind);
      first = key;
    }
    last = key;
    writer.write(row);
  }

  void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }

  void delete() throws IOException {
    if (writer != null) {
      writer.close();
      files.delete(writer.path());
    }
  }

  boolean isEmpty() {
    return writer == null;
  }

  /** The closed file, which is not empty. */
  KeyFile written(Instant committedAt, int tier) {
    return new KeyFile(
        files.keyFilePath(kind, writer),
        writer.written().rows(),
        LeadingKeys.toText(first),
        LeadingKeys.toText(last),
        committedAt,
        tier);
  }
}
