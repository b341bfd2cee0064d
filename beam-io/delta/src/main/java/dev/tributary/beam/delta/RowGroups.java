package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * The row groups of a data file, each of which can be copied as bytes or decoded. They are asked
 * for in their order. Not thread-safe.
 */
final class RowGroups implements Closeable {
  /** A smaller part of a usual row group is better encoded anew, together with its neighbours. */
  private static final int LEAST_PART = 4;

  private final List<BlockMetaData> rowGroups;
  private final RowReader reader;
  private final SeekableInputStream bytes;
  private final IntPredicate worthCopying;

  private RowGroups(
      RowReader reader,
      SeekableInputStream bytes,
      List<BlockMetaData> rowGroups,
      IntPredicate worthCopying) {
    this.reader = reader;
    this.bytes = bytes;
    this.rowGroups = rowGroups;
    this.worthCopying = worthCopying;
  }

  /**
   * Opens a file.
   *
   * @param wanted the layout of the file that the row groups go to
   * @param rowGroupBytes the usual size of a row group
   */
  static RowGroups open(
      Configuration configuration,
      Path path,
      StructType schema,
      MessageType wanted,
      long rowGroupBytes)
      throws IOException {
    List<BlockMetaData> rowGroups;
    boolean sameLayout;
    try (RowReader footer = RowReader.open(configuration, path, schema)) {
      rowGroups = footer.footer().getBlocks();
      sameLayout = ParquetSchemas.sameLayout(footer.footer().getFileMetaData().getSchema(), wanted);
    }
    IntPredicate worthCopying =
        ordinal ->
            sameLayout && rowGroups.get(ordinal).getTotalByteSize() >= rowGroupBytes / LEAST_PART;
    RowReader reader = RowReader.open(configuration, path, schema, worthCopying.negate());
    try {
      return new RowGroups(
          reader,
          HadoopInputFile.fromPath(path, configuration).newStream(),
          rowGroups,
          worthCopying);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  int count() {
    return rowGroups.size();
  }

  boolean isWorthCopying(int ordinal) {
    return worthCopying.test(ordinal);
  }

  void copy(int ordinal, RollingWriter output) throws IOException {
    output.copyRowGroup(bytes, rowGroups.get(ordinal));
  }

  /** Writes the rows of the next row group that is not worth copying. */
  void decode(int ordinal, RollingWriter output) throws IOException {
    for (long i = rowGroups.get(ordinal).getRowCount(); i > 0; i--) {
      output.write(reader.next());
    }
  }

  @Override
  public void close() throws IOException {
    try (bytes) {
      reader.close();
    }
  }
}
