package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import scala.collection.JavaConverters;

/** Turns our rows into Spark's and back. */
final class SparkRows {
  private SparkRows() {}

  static org.apache.spark.sql.types.StructType schema(StructType schema) {
    return (org.apache.spark.sql.types.StructType)
        org.apache.spark.sql.types.DataType.fromJson(schema.toJson());
  }

  static Dataset<Row> dataset(StructType schema, List<Object[]> rows) {
    List<Row> sparkRows = new ArrayList<>();
    for (Object[] row : rows) {
      sparkRows.add((Row) toSpark(schema, row));
    }
    return session().createDataFrame(sparkRows, schema(schema));
  }

  static List<Object[]> read(org.apache.hadoop.fs.Path file, StructType schema) {
    List<Object[]> rows = new ArrayList<>();
    for (Row row :
        session().read().schema(schema(schema)).parquet(file.toString()).collectAsList()) {
      rows.add((Object[]) fromSpark(schema, row));
    }
    return rows;
  }

  /** With Java's newer date classes: the older ones cannot hold every instant. */
  static SparkSession session() {
    SparkSession session = SparkOracle.session();
    session.conf().set("spark.sql.datetime.java8API.enabled", "true");
    session.conf().set("spark.sql.session.timeZone", "UTC");
    return session;
  }

  private static Object toSpark(DataType type, Object value) {
    if (value == null) {
      return null;
    }
    return switch (TypeKind.of(type)) {
      case BOOLEAN, INTEGER, LONG, FLOAT, DOUBLE, DECIMAL -> value;
      case BYTE -> ((Integer) value).byteValue();
      case SHORT -> ((Integer) value).shortValue();
      case STRING -> ((Binary) value).toStringUsingUTF8();
      case BINARY -> ((Binary) value).getBytes();
      case DATE -> LocalDate.ofEpochDay((Integer) value);
      case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
      case STRUCT -> {
        StructField[] fields = ((StructType) type).getFields();
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
          values[i] = toSpark(fields[i].getDataType(), ((Object[]) value)[i]);
        }
        yield RowFactory.create(values);
      }
      case ARRAY -> {
        List<Object> values = new ArrayList<>();
        for (Object each : (List<?>) value) {
          values.add(toSpark(((ArrayType) type).getElementType(), each));
        }
        yield JavaConverters.asScalaBuffer(values).toSeq();
      }
      case MAP -> {
        MapType map = (MapType) type;
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          values.put(
              toSpark(map.getKeyType(), entry.getKey()),
              toSpark(map.getValueType(), entry.getValue()));
        }
        yield JavaConverters.mapAsScalaMap(values);
      }
    };
  }

  static Object fromSpark(DataType type, Object value) {
    if (value == null) {
      return null;
    }
    return switch (TypeKind.of(type)) {
      case BOOLEAN, INTEGER, LONG, FLOAT, DOUBLE -> value;
      case BYTE, SHORT -> ((Number) value).intValue();
      case DECIMAL -> (BigDecimal) value;
      case STRING, BINARY -> Values.binary(value);
      case DATE ->
          (int) (value instanceof Date date ? date.toLocalDate() : (LocalDate) value).toEpochDay();
      case TIMESTAMP ->
          micros(value instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) value);
      case STRUCT -> {
        StructField[] fields = ((StructType) type).getFields();
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
          values[i] = fromSpark(fields[i].getDataType(), ((Row) value).get(i));
        }
        yield values;
      }
      case ARRAY -> {
        List<Object> values = new ArrayList<>();
        for (Object each : JavaConverters.seqAsJavaList((scala.collection.Seq<?>) value)) {
          values.add(fromSpark(((ArrayType) type).getElementType(), each));
        }
        yield values;
      }
      case MAP -> {
        MapType map = (MapType) type;
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry :
            JavaConverters.mapAsJavaMap((scala.collection.Map<?, ?>) value).entrySet()) {
          values.put(
              fromSpark(map.getKeyType(), entry.getKey()),
              fromSpark(map.getValueType(), entry.getValue()));
        }
        yield values;
      }
    };
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
