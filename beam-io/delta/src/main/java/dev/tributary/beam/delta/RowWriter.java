package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * Writes one Parquet data file of a Delta table and its statistics.
 *
 * <p>Not thread-safe. After an exception nothing more can be written: {@link #close()} then leaves
 * an unreadable file behind, which is the caller's to delete.
 */
final class RowWriter implements Closeable {
  /**
   * Spark refuses dates before 1582 and instants before 1900 unless a file says that its writer
   * used the proleptic Gregorian calendar, and the version of Spark is the only way to say so.
   */
  private static final Map<String, String> CALENDAR = Map.of("org.apache.spark.version", "3.5.7");

  private static final int FIRST_SIZE_CHECK = 100;
  private static final int LAST_SIZE_CHECK = 10_000;

  private final Path path;
  private final StructType schema;
  private final MessageType fileSchema;
  private final WriterSettings settings;
  private final ParquetProperties properties;
  private final Encoder rowEncoder;
  private final IndexedColumns indexed;
  private final ZstdCompressor compressor;
  private final TrackedOutputFile output;
  private final ParquetFileWriter file;

  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore columns;
  private long rows;
  private long rowsInGroup;
  private long nextSizeCheck;
  private long bufferedBytes;
  private boolean copied;
  private boolean broken;
  private boolean closed;
  private WrittenFile written;

  private RowWriter(Path path, StructType schema, WriterSettings settings, TrackedOutputFile output)
      throws IOException {
    this.path = path;
    this.schema = schema;
    this.settings = settings;
    this.fileSchema = ParquetSchemas.of(schema);
    EncoderCompiler.Compiled compiled = EncoderCompiler.compile(schema, fileSchema, settings);
    this.rowEncoder = compiled.rows();
    this.indexed = compiled.indexed();
    this.properties =
        ParquetProperties.builder()
            .withPageSize(settings.pageBytes())
            .withDictionaryEncoding(true)
            .withValuesWriterFactory(new ColumnEncodings())
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .build();
    this.compressor = new ZstdCompressor(settings.zstdLevel());
    this.output = output;
    this.file =
        new ParquetFileWriter(
            output,
            fileSchema,
            Mode.CREATE,
            settings.rowGroupBytes(),
            0,
            properties.getColumnIndexTruncateLength(),
            properties.getStatisticsTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    file.start();
    startRowGroup();
  }

  /**
   * Opens a file that does not exist yet.
   *
   * @throws IOException if the file exists or cannot be created
   * @throws IllegalArgumentException for a schema that Parquet cannot store
   */
  static RowWriter create(Configuration conf, Path path, StructType schema, WriterSettings settings)
      throws IOException {
    return new RowWriter(
        path, schema, settings, new TrackedOutputFile(HadoopOutputFile.fromPath(path, conf)));
  }

  /**
   * @throws InvalidRowException if the row does not fit the schema; the writer is unusable then
   */
  void write(Object[] row) throws IOException {
    if (broken || closed) {
      throw new IllegalStateException(
          "Cannot write to " + path + ": the writer is closed or an earlier row failed");
    }
    broken = true;
    try {
      rowEncoder.writeValue(row, 0);
    } catch (ClassCastException e) {
      Values.check(schema, row);
      throw e;
    }
    columns.endRecord();
    broken = false;
    rows++;
    rowsInGroup++;
    if (rowsInGroup >= nextSizeCheck) {
      checkSize();
    }
  }

  /**
   * Copies a row group of another file as bytes, in front of all rows that are written later. The
   * caller has found the file's schema to be {@linkplain ParquetSchemas#sameLayout of the same
   * layout} as {@link #fileSchema()} and closes the stream.
   */
  void copyRowGroup(SeekableInputStream from, BlockMetaData rowGroup) throws IOException {
    endRowGroup();
    broken = true;
    file.appendRowGroup(from, rowGroup, false);
    broken = false;
    copied = true;
    rows += rowGroup.getRowCount();
    startRowGroup();
  }

  Path path() {
    return path;
  }

  MessageType fileSchema() {
    return fileSchema;
  }

  long rows() {
    return rows;
  }

  /** Bytes in the file and in buffers, as of a recent row: what the file is going to be at most. */
  long bytesWritten() throws IOException {
    return file.getPos() + bufferedBytes;
  }

  /** Ends the file. Closing twice does nothing. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (output) {
      if (!broken) {
        finish();
      }
    } finally {
      compressor.release();
    }
  }

  /**
   * @throws IllegalStateException if the writer is not closed yet or a row failed
   */
  WrittenFile written() {
    if (written == null) {
      throw new IllegalStateException("Cannot describe " + path + ": it is not complete");
    }
    return written;
  }

  private void finish() throws IOException {
    endRowGroup();
    Map<String, String> metadata = new HashMap<>(CALENDAR);
    metadata.putAll(settings.metadata());
    file.end(metadata);
    List<BlockMetaData> rowGroups = file.getFooter().getBlocks();
    String stats = StatisticsJson.of(indexed, rowGroups, rows, copied);
    written = new WrittenFile(path, output.position(), rows, stats);
  }

  private void startRowGroup() {
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            fileSchema,
            HeapByteBufferAllocator.getInstance(),
            properties.getColumnIndexTruncateLength());
    columns = properties.newColumnWriteStore(fileSchema, pages);
    rowEncoder.bind(columns);
    rowsInGroup = 0;
    bufferedBytes = 0;
    nextSizeCheck = FIRST_SIZE_CHECK;
  }

  private void endRowGroup() throws IOException {
    if (rowsInGroup > 0) {
      broken = true;
      file.startBlock(rowsInGroup);
      columns.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
      broken = false;
    }
    columns.close();
  }

  private void checkSize() throws IOException {
    bufferedBytes = columns.getBufferedSize();
    if (bufferedBytes >= settings.rowGroupBytes()) {
      endRowGroup();
      startRowGroup();
      return;
    }
    long fullAt = rowsInGroup * settings.rowGroupBytes() / Math.max(1, bufferedBytes);
    long half = (fullAt - rowsInGroup) / 2;
    nextSizeCheck = rowsInGroup + Math.min(LAST_SIZE_CHECK, Math.max(FIRST_SIZE_CHECK, half));
  }
}
