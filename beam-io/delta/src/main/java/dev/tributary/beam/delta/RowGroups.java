package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * The row groups of a data file, each of which is copied as bytes or read. They are gone through in
 * their order. Not thread-safe.
 */
final class RowGroups implements Closeable {
  /** A smaller part of a usual row group is better encoded anew, together with its neighbours. */
  private static final int LEAST_PART = 4;

  private final RowReader reader;
  private final SeekableInputStream bytes;
  private final List<BlockMetaData> rowGroups;
  private final BitSet copied;
  private final boolean sameLayout;
  private final long leastBytes;

  private RowGroups(
      RowReader reader,
      SeekableInputStream bytes,
      BitSet copied,
      boolean sameLayout,
      long leastBytes) {
    this.reader = reader;
    this.bytes = bytes;
    this.rowGroups = reader.footer().getBlocks();
    this.copied = copied;
    this.sameLayout = sameLayout;
    this.leastBytes = leastBytes;
  }

  /** Where row groups go. */
  @FunctionalInterface
  interface Sink {
    void copyRowGroup(SeekableInputStream from, BlockMetaData rowGroup) throws IOException;
  }

  /**
   * Opens a file.
   *
   * @param schema of the rows, and of the files that row groups are copied to
   * @param rowGroupBytes the usual size of a row group
   */
  static RowGroups open(
      Configuration configuration, Path path, StructType schema, long rowGroupBytes)
      throws IOException {
    var copied = new BitSet();
    RowReader reader = RowReader.open(configuration, path, schema, ordinal -> !copied.get(ordinal));
    try {
      return new RowGroups(
          reader,
          HadoopInputFile.fromPath(path, configuration).newStream(),
          copied,
          ParquetSchemas.sameLayout(
              reader.footer().getFileMetaData().getSchema(), ParquetSchemas.of(schema)),
          rowGroupBytes / LEAST_PART);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  int count() {
    return rowGroups.size();
  }

  long rows(int ordinal) {
    return rowGroups.get(ordinal).getRowCount();
  }

  boolean isWorthCopying(int ordinal) {
    return sameLayout && rowGroups.get(ordinal).getTotalByteSize() >= leastBytes;
  }

  /** Whether a row group may hold a value of a range; see {@link RowReader#mayHold}. */
  boolean mayHold(KeyRange range, int ordinal) {
    return reader.mayHold(range, ordinal);
  }

  /** Copies a row group, whose rows are not read then. */
  void copy(int ordinal, Sink output) throws IOException {
    copied.set(ordinal);
    output.copyRowGroup(bytes, rowGroups.get(ordinal));
  }

  /** The next row of the row groups that were not copied. */
  Object[] next() throws IOException {
    return reader.next();
  }

  @Override
  public void close() throws IOException {
    try (bytes) {
      reader.close();
    }
  }
}
