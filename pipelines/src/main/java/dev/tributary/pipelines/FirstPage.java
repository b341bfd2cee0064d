package dev.tributary.pipelines;

import dev.tributary.beam.lakeflow.ConnectorSource;
import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.beam.lakeflow.Flow;
import dev.tributary.beam.lakeflow.Span;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.SourceRecord;
import java.util.List;
import java.util.Optional;

/**
 * What a table's first load begins with.
 *
 * @param partition the partition that was read, the first one; empty where the table is read as a
 *     whole
 * @param records in the order of the source
 * @param last whether there are no more
 */
record FirstPage(Optional<String> partition, List<SourceRecord> records, boolean last) {
  FirstPage {
    records = List.copyOf(records);
  }

  static FirstPage read(ConnectorSource source) {
    try (OpenTable table = source.open(ReadMetrics.NONE)) {
      Optional<String> partition = table.partitions().stream().findFirst();
      Page page = page(table, Flow.CHANGES, partition.orElse(null));
      boolean isLast = page.last() || page.end().equals(Offset.INITIAL);
      return new FirstPage(partition, page.records(), isLast);
    }
  }

  /** Reads the first page of a table's deletes, which may need other permissions. */
  static void readDeletes(ConnectorSource source) {
    try (OpenTable table = source.open(ReadMetrics.NONE)) {
      page(table, Flow.DELETES, null);
    }
  }

  private static Page page(OpenTable table, Flow flow, String partition) {
    return table.page(new Span(0, flow, partition, Offset.INITIAL), Offset.INITIAL);
  }
}
