package dev.tributary.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same pages in any number of partitions. Offsets are cursors that say nothing of their order,
 * so that a partition can be read in no other way than page by page.
 */
final class SlowConnector implements LakeflowConnect, SupportsPartitions {
  /** Few, so that it is the waiting that is measured. */
  static final int RECORDS = 10;

  private static final String CURSOR = "cursor";
  private static final int RADIX = 36;
  private static final JsonFactory JSON = new JsonFactory();

  private final int partitions;
  private final int pages;
  private final Runnable request;

  /**
   * A connector.
   *
   * @param pages of all partitions together
   * @param request called for each page, returns when it has come
   */
  SlowConnector(int partitions, int pages, Runnable request) {
    if (partitions < 1 || pages < partitions || pages % partitions != 0) {
      throw new ConnectorException(
          Category.CONFIGURATION,
          "Cannot divide %d pages into %d partitions".formatted(pages, partitions));
    }
    this.partitions = partitions;
    this.pages = pages;
    this.request = request;
  }

  @Override
  public List<String> listTables() {
    return List.of(Shape.CUSTOMERS.table());
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    return Shape.CUSTOMERS.schema();
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    return TableMetadata.cdc(Shape.SEQUENCE, Shape.KEY);
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    throw new ConnectorException(
        Category.CONFIGURATION, "Cannot read table '" + table + "' as a whole: it has partitions");
  }

  @Override
  public List<String> partitions(String table, Options options) {
    return IntStream.range(0, partitions).mapToObj(Integer::toString).toList();
  }

  @Override
  public Page readPartition(String table, String partition, Offset start, Options options) {
    request.run();
    int each = pages / partitions;
    int index = start.isInitial() ? 0 : Integer.parseInt(start.text(CURSOR), RADIX);
    if (index == each) {
      return Page.last(List.of(), start);
    }
    long page = (long) Integer.parseInt(partition) * each + index;
    Offset end = Offset.of(CURSOR, Integer.toString(index + 1, RADIX));
    return index + 1 == each ? Page.last(records(page), end) : Page.of(records(page), end);
  }

  private static List<SourceRecord> records(long page) {
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(SourceRecord.of(ChangeKind.UPSERT, record(page * RECORDS + i)));
    }
    return records;
  }

  private static byte[] record(long id) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      Shape.CUSTOMERS.write(id, 0, json);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a record", e);
    }
    return bytes.toByteArray();
  }
}
