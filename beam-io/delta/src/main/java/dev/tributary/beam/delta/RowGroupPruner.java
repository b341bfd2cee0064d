package dev.tributary.beam.delta;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.api.Binary;

/** Finds the row groups that may hold a value of a range, by their statistics. */
final class RowGroupPruner {
  private RowGroupPruner() {}

  static IntPredicate of(
      KeyRange range, StructType wanted, Decoder[] columns, List<BlockMetaData> rowGroups) {
    int place = Arrays.asList(wanted.getFieldNames()).indexOf(range.column());
    if (place < 0) {
      throw new IllegalArgumentException(
          "Invalid key range: column '" + range.column() + "' is not among those to read");
    }
    if (columns[place] == null) {
      // The file lacks the column: all its values are null, and no range holds null.
      return ordinal -> false;
    }
    if (!(columns[place] instanceof Decoder.Primitive column)) {
      throw new IllegalArgumentException(
          "Invalid key range: column '" + range.column() + "' has no order");
    }
    DataType type = wanted.getFields()[place].getDataType();
    Comparator<Object> order = Values.comparator(type);
    return ordinal -> mayHold(range, column, order, rowGroups.get(ordinal));
  }

  private static boolean mayHold(
      KeyRange range, Decoder.Primitive column, Comparator<Object> order, BlockMetaData rowGroup) {
    ColumnChunkMetaData chunk = chunk(rowGroup, column.descriptor);
    Statistics<?> statistics = chunk == null ? null : chunk.getStatistics();
    if (statistics == null || statistics.isEmpty()) {
      return true;
    }
    if (!statistics.hasNonNullValue()) {
      return !statistics.isNumNullsSet() || statistics.getNumNulls() < chunk.getValueCount();
    }
    Object min = logical(column.values(), statistics.genericGetMin());
    Object max = logical(column.values(), statistics.genericGetMax());
    return (range.max() == null || order.compare(min, range.max()) <= 0)
        && (range.min() == null || order.compare(max, range.min()) >= 0);
  }

  private static ColumnChunkMetaData chunk(BlockMetaData rowGroup, ColumnDescriptor column) {
    for (ColumnChunkMetaData chunk : rowGroup.getColumns()) {
      if (Arrays.equals(chunk.getPath().toArray(), column.getPath())) {
        return chunk;
      }
    }
    return null;
  }

  private static Object logical(Decoder.Values values, Object physical) {
    if (physical instanceof Integer number) {
      values.addInt(number);
    } else if (physical instanceof Long number) {
      values.addLong(number);
    } else if (physical instanceof Float number) {
      values.addFloat(number);
    } else if (physical instanceof Double number) {
      values.addDouble(number);
    } else if (physical instanceof Boolean bool) {
      values.addBoolean(bool);
    } else {
      values.addBinary((Binary) physical);
    }
    return values.value;
  }
}
