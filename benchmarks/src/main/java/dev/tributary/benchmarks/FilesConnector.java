package dev.tributary.benchmarks;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a page of lines behind a position in a file, as another connector asks an API. */
final class FilesConnector implements LakeflowConnect, SupportsPartitions {
  /** About a thousand customers, as many records as APIs give at most. */
  private static final int PAGE_BYTES = 1 << 19;

  private static final String POSITION = "position";

  private final List<Path> files;
  private final Input.Meaning meaning;
  private final ReadMetrics metrics;

  FilesConnector(List<Path> files, Input.Meaning meaning, ReadMetrics metrics) {
    this.files = List.copyOf(files);
    this.meaning = meaning;
    this.metrics = metrics;
  }

  @Override
  public List<String> listTables() {
    return Shape.tables();
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    return Shape.ofTable(table).schema();
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    return switch (meaning) {
      case CHANGES -> TableMetadata.cdc(Shape.SEQUENCE, Shape.KEY);
      case SNAPSHOT -> TableMetadata.snapshot(SnapshotPaging.KEYSET, Shape.KEY);
    };
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    throw new ConnectorException(
        Category.CONFIGURATION, "Cannot read table '" + table + "' as a whole: it has partitions");
  }

  @Override
  public List<String> partitions(String table, Options options) {
    return files.stream().map(FilesConnector::name).toList();
  }

  @Override
  public Page readPartition(String table, String partition, Offset start, Options options) {
    Path file =
        files.stream()
            .filter(each -> name(each).equals(partition))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConnectorException(
                        Category.CONFIGURATION, "Unknown partition '" + partition + "'"));
    metrics.request();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return page(file, channel, start.isInitial() ? 0 : Long.parseLong(start.text(POSITION)));
    } catch (IOException e) {
      throw new ConnectorException(Category.UNAVAILABLE, "Cannot read " + file + ": " + e, e);
    }
  }

  private static Page page(Path file, FileChannel channel, long start) throws IOException {
    int length = (int) Math.min(PAGE_BYTES, channel.size() - start);
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {}
    byte[] bytes = buffer.array();
    List<SourceRecord> records = new ArrayList<>();
    int line = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        records.add(SourceRecord.of(ChangeKind.UPSERT, Arrays.copyOfRange(bytes, line, i)));
        line = i + 1;
      }
    }
    if (line == 0 && length > 0) {
      throw new ConnectorException(
          Category.INVALID_RESPONSE,
          "Cannot read " + file + ": no line ends within a page behind byte " + start);
    }
    Offset end = Offset.of(POSITION, start + line);
    return start + line == channel.size() ? Page.last(records, end) : Page.of(records, end);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
