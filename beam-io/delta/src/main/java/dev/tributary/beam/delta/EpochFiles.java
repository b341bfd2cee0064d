package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens the files that one attempt at an epoch writes and reads. */
final class EpochFiles {
  /** Marks a data file whose rows are sorted by the key columns that the value names. */
  static final String SORTED_TAG = "tributary.sortedBy";

  private final DeltaEpoch epoch;
  private final TableShape shape;
  private final TableLayout layout;
  private final Configuration configuration;
  private final WriterSettings settings;

  EpochFiles(DeltaEpoch epoch, TableShape shape) {
    this(epoch, shape, shape.writerSettings());
  }

  /** Files with row groups of another size, for tests. */
  EpochFiles(DeltaEpoch epoch, TableShape shape, WriterSettings settings) {
    this.epoch = epoch;
    this.shape = shape;
    this.settings = settings;
    this.layout = epoch.layout();
    this.configuration = epoch.configuration();
  }

  /** A number for a file, which no other worker of the attempt takes. */
  private static long number() {
    return ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
  }

  /** A new file for rows of the table. */
  RowWriter newDataFile() throws IOException {
    return writer(layout.dataFile(epoch.attempt(), number()), shape.schema());
  }

  /** A new file, gone with the attempt, for rows of the table's schema or short ones. */
  RowWriter newStagedFile(boolean shortRows) throws IOException {
    return writer(
        layout.stagedDirectory(epoch.attempt()) + "/" + number() + ".parquet",
        shortRows ? shape.shortSchema() : shape.schema());
  }

  /** A new file for keys to be remembered, which outlives the attempt. */
  RowWriter newKeyFile(KeyFile.Kind kind) throws IOException {
    return writer(
        layout.keyFile(kind, epoch.attempt(), number()),
        kind.hasShortRows() ? shape.shortSchema() : shape.schema());
  }

  /** A new file of the table of rejected records. */
  RowWriter newRejectedFile() throws IOException {
    TableLayout rejected = layout.rejected();
    return RowWriter.create(
        configuration,
        rejected.resolve(rejected.dataFile(epoch.attempt(), number())),
        RejectedTable.SCHEMA,
        WriterSettings.DEFAULT);
  }

  private RowWriter writer(String path, StructType schema) throws IOException {
    return RowWriter.create(configuration, layout.resolve(path), schema, settings);
  }

  /** Reads rows of the table's schema, or short ones, whose leading key may lie in the range. */
  RowReader open(String path, boolean shortRows, LeadingRange range) throws IOException {
    StructType schema = shortRows ? shape.shortSchema() : shape.schema();
    Path file = layout.resolve(path);
    return range.equals(LeadingRange.ALL)
        ? RowReader.open(configuration, file, schema)
        : RowReader.open(
            configuration,
            file,
            schema,
            new KeyRange(shape.keys().columns().get(0), range.min(), range.max()));
  }

  /** The row groups of a file of the table, some of which fit a new file as they are. */
  RowGroups rowGroups(DataFile file) throws IOException {
    return RowGroups.open(
        configuration, layout.resolve(file.path()), shape.schema(), settings.rowGroupBytes());
  }

  /** The keys at the ends of a sorted file of the table. */
  KeySpan keySpan(DataFile file) throws IOException {
    return KeySpan.of(configuration, layout.resolve(file.path()), shape);
  }

  /** The data file that a writer has written, as the log is to describe it. */
  DataFile dataFile(RowWriter writer) throws IOException {
    return dataFile(
        writer, shape.keys().columns().isEmpty() ? Map.of() : Map.of(SORTED_TAG, sortedBy()));
  }

  /** The same of a file with these tags. */
  DataFile dataFile(RowWriter writer, Map<String, String> tags) throws IOException {
    WrittenFile written = writer.written();
    return new DataFile(
        written.path().getName(),
        written.size(),
        System.currentTimeMillis(),
        Map.of(),
        written.statsJson(),
        tags);
  }

  /** Whether the rows of a data file are known to be sorted by this table's keys. */
  boolean isSorted(DataFile file) {
    return sortedBy().equals(file.tags().get(SORTED_TAG));
  }

  private String sortedBy() {
    // A column name may hold any separator: the length tells where each ends.
    var text = new StringBuilder();
    for (String column : shape.keys().columns()) {
      text.append(column.length()).append(':').append(column);
    }
    return text.toString();
  }

  /** The path, relative to the table, of a file that {@link #newStagedFile} opened. */
  String stagedPath(RowWriter writer) {
    return layout.stagedDirectory(epoch.attempt()) + "/" + writer.written().path().getName();
  }

  /** The path, relative to the table, of a file that {@link #newKeyFile} opened. */
  String keyFilePath(KeyFile.Kind kind, RowWriter writer) {
    return kind.directory() + "/" + writer.written().path().getName();
  }

  void delete(DataFile file) throws IOException {
    delete(layout.resolve(file.path()));
  }

  void delete(Path path) throws IOException {
    path.getFileSystem(configuration).delete(path, false);
  }
}
