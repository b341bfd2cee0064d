package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * Reads a Parquet data file that Tributary, Spark or another Delta writer wrote, as rows of a
 * wanted schema. Columns and nested fields are found by their exact names; what the file lacks is
 * null.
 *
 * <p>Not thread-safe.
 */
final class RowReader implements Closeable {
  private final Path path;
  private final StructType wanted;
  private final ParquetFileReader file;
  private final List<BlockMetaData> rowGroups;
  private final Decoder[] columns;
  private final List<Decoder.Leaf> leaves;
  private final ParsedVersion writer;
  private final IntPredicate selected;

  private int nextRowGroup;
  private long left;

  private RowReader(Path path, ParquetFileReader file, StructType wanted, Selection selection)
      throws IOException {
    this.path = path;
    this.wanted = wanted;
    this.file = file;
    this.rowGroups = file.getRowGroups();
    ParquetMetadata footer = file.getFooter();
    this.columns =
        DecoderCompiler.compile(wanted, footer.getFileMetaData().getSchema(), path.toString());
    this.leaves = DecoderCompiler.leaves(columns);
    this.writer = version(footer.getFileMetaData().getCreatedBy());
    this.selected = selection.of(columns, rowGroups);
    file.setRequestedSchema(RequestedSchema.of(footer.getFileMetaData().getSchema(), leaves));
  }

  /** Chooses row groups by their place in the file. */
  @FunctionalInterface
  private interface Selection {
    IntPredicate of(Decoder[] columns, List<BlockMetaData> rowGroups);
  }

  /**
   * Opens a file to read all of it.
   *
   * @throws IOException if the file cannot be read, or a column not as the type wanted
   */
  static RowReader open(Configuration conf, Path path, StructType wanted) throws IOException {
    return open(conf, path, wanted, (columns, rowGroups) -> ordinal -> true);
  }

  /**
   * Opens a file to read the row groups that may hold a value of a range. Rows outside of the range
   * may come as well.
   *
   * @param range of a column of the wanted schema
   */
  static RowReader open(Configuration conf, Path path, StructType wanted, KeyRange range)
      throws IOException {
    return open(
        conf,
        path,
        wanted,
        (columns, rowGroups) -> RowGroupPruner.of(range, wanted, columns, rowGroups));
  }

  /**
   * Opens a file to read some of its row groups.
   *
   * @param rowGroups says of a row group's place in the file, from 0, whether to read it
   */
  static RowReader open(Configuration conf, Path path, StructType wanted, IntPredicate rowGroups)
      throws IOException {
    return open(conf, path, wanted, (columns, all) -> rowGroups);
  }

  private static RowReader open(
      Configuration conf, Path path, StructType wanted, Selection selection) throws IOException {
    ParquetReadOptions options =
        HadoopReadOptions.builder(conf).withCodecFactory(new PageCodecs(conf)).build();
    ParquetFileReader file = ParquetFileReader.open(HadoopInputFile.fromPath(path, conf), options);
    try {
      return new RowReader(path, file, wanted, selection);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * The next row, in an array of its own, or null at the end.
   *
   * @throws IOException if the file is damaged or holds a value that the wanted type does not
   */
  Object[] next() throws IOException {
    try {
      if (left == 0 && !startRowGroup()) {
        return null;
      }
      left--;
      Object[] row = new Object[columns.length];
      for (int i = 0; i < row.length; i++) {
        if (columns[i] != null) {
          row[i] = columns[i].read();
        }
      }
      return row;
    } catch (RuntimeException e) {
      throw new IOException(
          "Cannot read " + path + ", row group " + rowGroup() + ": " + e.getMessage(), e);
    }
  }

  /** The place in the file, from 0, of the row group that the last row came from. */
  int rowGroup() {
    return nextRowGroup - 1;
  }

  /**
   * Whether a row group may hold a value of a range.
   *
   * @param range of a column of the wanted schema
   * @param ordinal the row group's place in the file, from 0
   */
  boolean mayHold(KeyRange range, int ordinal) {
    return RowGroupPruner.of(range, wanted, columns, rowGroups).test(ordinal);
  }

  /** What the file says of itself: its schema and all of its row groups. */
  ParquetMetadata footer() {
    return file.getFooter();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private boolean startRowGroup() throws IOException {
    while (nextRowGroup < rowGroups.size()) {
      int ordinal = nextRowGroup++;
      long rows = rowGroups.get(ordinal).getRowCount();
      if (rows == 0 || !selected.test(ordinal)) {
        continue;
      }
      if (!leaves.isEmpty()) {
        PageReadStore pages = file.readRowGroup(ordinal);
        for (Decoder.Leaf leaf : leaves) {
          leaf.bind(pages, writer);
        }
      }
      left = rows;
      return true;
    }
    return false;
  }

  /** Null where the writer is unknown, which Parquet takes for "may have any known bug". */
  private static ParsedVersion version(String createdBy) {
    try {
      return createdBy == null ? null : VersionParser.parse(createdBy);
    } catch (VersionParseException e) {
      return null;
    }
  }
}
