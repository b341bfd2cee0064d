package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Our statistics are those that delta-spark writes to the log for the same rows. */
@ExtendWith(SparkOracle.class)
class SparkStatisticsTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @TempDir private Path directory;

  @Test
  void everyTypeHasTheStatisticsThatDeltaSparkGivesIt() throws IOException {
    StructType schema = RandomRows.allPrimitives();
    List<Object[]> rows = withoutNaNAndInfinity(new RandomRows(3).rows(schema, 100));
    assertSame(schema, rows);
  }

  @Test
  void nestedColumnsHaveTheStatisticsThatDeltaSparkGivesThem() throws IOException {
    StructType inner = new StructType().add("n", new IntegerType()).add("t", new StringType());
    StructType schema =
        new StructType()
            .add("s", inner)
            .add("deep", new StructType().add("s", inner).add("x.y", new IntegerType()))
            .add("list", new ArrayType(new IntegerType(), true))
            .add("map", new MapType(new StringType(), new IntegerType(), true));
    assertSame(
        schema,
        List.of(
            new Object[] {
              new Object[] {1, Values.binary("b")},
              new Object[] {new Object[] {5, null}, 9},
              Arrays.asList(1, null),
              Map.of()
            },
            new Object[] {null, new Object[] {null, null}, null, null},
            new Object[] {new Object[] {null, Values.binary("a")}, null, List.of(), null}));
  }

  @Test
  void textIsCutAsDeltaSparkCutsIt() throws IOException {
    StructType schema = new StructType();
    Object[] row = new Object[6];
    String[] texts = {
      "a".repeat(32),
      "a".repeat(33),
      "ä".repeat(33),
      "a".repeat(32) + "\u007F",
      "a".repeat(32) + "ä",
      "a".repeat(31) + "ÿb"
    };
    for (int i = 0; i < texts.length; i++) {
      schema = schema.add("c" + i, new StringType());
      row[i] = Values.binary(texts[i]);
    }
    assertSame(schema, List.<Object[]>of(row));
  }

  @Test
  void columnsBehindTheThirtySecondHaveNone() throws IOException {
    StructType schema = new StructType();
    Object[] row = new Object[35];
    for (int i = 0; i < row.length; i++) {
      schema = schema.add("c" + i, new IntegerType());
      row[i] = i;
    }
    assertSame(schema, List.<Object[]>of(row));
  }

  private void assertSame(StructType schema, List<Object[]> rows) throws IOException {
    Path table = Files.createTempDirectory(directory, "table").resolve("t");
    SparkRows.session().conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    SparkRows.session().conf().set("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");
    SparkRows.dataset(schema, rows).coalesce(1).write().format("delta").save(table.toString());
    JsonNode sparks = null;
    for (String line : Files.readAllLines(table.resolve("_delta_log/00000000000000000000.json"))) {
      JsonNode add = JSON.readTree(line).get("add");
      sparks = add == null ? sparks : JSON.readTree(add.get("stats").asText());
    }
    JsonNode ours = JSON.readTree(DataFiles.write(directory, schema, rows).statsJson());
    for (String part : List.of("numRecords", "minValues", "maxValues", "nullCount")) {
      assertThat(leaves(part, ours.get(part)))
          .as(part)
          .containsExactlyInAnyOrderElementsOf(leaves(part, sparks.get(part)));
    }
  }

  /** Path and value of each leaf; numbers in one form whatever their notation. */
  private static List<String> leaves(String path, JsonNode node) {
    List<String> leaves = new ArrayList<>();
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              field -> leaves.addAll(leaves(path + "/" + field.getKey(), field.getValue())));
    } else if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      leaves.add(path + "=" + (number.signum() == 0 ? 0 : number.stripTrailingZeros()));
    } else {
      leaves.add(path + "=" + node.asText());
    }
    return leaves;
  }

  /** Delta-spark gives bounds of those as text, and we give none. */
  private static List<Object[]> withoutNaNAndInfinity(List<Object[]> rows) {
    for (Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        if (row[i] instanceof Number number
            && !(row[i] instanceof BigDecimal)
            && !Double.isFinite(number.doubleValue())) {
          row[i] = null;
        } else if (row[i] instanceof Binary bytes
            && bytes.toStringUsingUTF8().codePoints().anyMatch(point -> point > 0xFFFF)) {
          // Delta-spark counts such characters twice.
          row[i] = Values.binary("-");
        }
      }
    }
    return rows;
  }
}
