package dev.tributary.beam.delta;

import java.io.IOException;
import java.time.Instant;

/** Writes a file of tombstones or of hidden members, if there are any. */
final class KeyFile {
  private final Opener opener;
  private final TableShape shape;
  private final boolean isShort;
  private RowWriter writer;
  private Object first;
  private Object last;

  /** Opens the file for the first row. */
  @FunctionalInterface
  interface Opener {
    RowWriter open() throws IOException;
  }

  /**
   * A file that is not opened before its first row.
   *
   * @param isShort whether its rows are short ones
   */
  KeyFile(Opener opener, TableShape shape, boolean isShort) {
    this.opener = opener;
    this.shape = shape;
    this.isShort = isShort;
  }

  /** Adds a row; they come in the order of their keys. */
  void write(Object[] row) throws IOException {
    Object key = row[shape.keyIndexes(isShort)[0]];
    if (writer == null) {
      writer = opener.open();
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

  void delete(EpochFiles files) throws IOException {
    if (writer != null) {
      writer.close();
      files.delete(writer.path());
    }
  }

  boolean isEmpty() {
    return writer == null;
  }

  TombstoneFile tombstones(EpochFiles files) {
    return new TombstoneFile(
        files.tombstonePath(writer), rows(), minKey(), maxKey(), Instant.now());
  }

  /** The file as one of hidden members. */
  HiddenFile hidden(EpochFiles files, Instant committedAt, int tier) {
    return new HiddenFile(files.hiddenPath(writer), rows(), minKey(), maxKey(), committedAt, tier);
  }

  private long rows() {
    return writer.written().rows();
  }

  private String minKey() {
    return LeadingKeys.toText(first);
  }

  private String maxKey() {
    return LeadingKeys.toText(last);
  }
}
