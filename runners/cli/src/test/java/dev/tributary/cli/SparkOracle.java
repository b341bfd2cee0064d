package dev.tributary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * delta-spark, which reads what the command wrote. Tests that use it say
 * {@code @ExtendWith(SparkOracle.class)}; all share one session, stopped after the last.
 */
final class SparkOracle implements BeforeAllCallback {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static SparkSession session;

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SparkOracle.class))
        .getOrComputeIfAbsent("stop", key -> (AutoCloseable) SparkOracle::stop);
  }

  static synchronized SparkSession session() {
    if (session == null) {
      String target = System.getProperty("java.io.tmpdir");
      session =
          SparkSession.builder()
              .master("local[1]")
              .appName("oracle")
              .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
              .config(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.shuffle.partitions", "1")
              .config("spark.databricks.delta.snapshotPartitions", "1")
              // Rows are few, and compiling what reads them takes most of the time.
              .config("spark.sql.codegen.wholeStage", "false")
              .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.local.dir", target)
              .config("spark.sql.warehouse.dir", target + "/spark-warehouse")
              .getOrCreate();
    }
    return session;
  }

  private static synchronized void stop() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }

  /** The columns of a table, as in a {@code CREATE TABLE}. */
  static String columns(Path table) {
    return load(table).schema().toDDL().replace("`", "");
  }

  /** The rows of a table, each as JSON with its nulls, sorted. */
  static List<String> rows(Path table) {
    return rows(load(table));
  }

  /** The rows of a table with history that are valid now, without the columns that say so. */
  static List<String> currentRows(Path table) {
    return rows(load(table).where("__END_AT IS NULL").drop("__START_AT", "__END_AT"));
  }

  /** What rows were like in every version of a table with history. */
  static List<String> versions(Path table) {
    return rows(load(table).drop("__START_AT", "__END_AT"));
  }

  /** The rows that JSON texts are in the columns of a table. */
  static List<String> rows(List<String> records, Path table) {
    StructType schema = load(table).schema();
    return rows(
        session()
            .read()
            .option("mode", "FAILFAST")
            .schema(schema)
            .json(session().createDataset(records, Encoders.STRING())));
  }

  /** How many rows a table has, and a sum over all their values. */
  static String fingerprint(Path table) {
    return load(table)
        .selectExpr("count(*)", "sum(cast(xxhash64(*) AS decimal(38)))")
        .first()
        .toString();
  }

  private static Dataset<Row> load(Path table) {
    return session().read().format("delta").load(table.toString());
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows
        .selectExpr("to_json(struct(*), map('ignoreNullFields', 'false')) AS row")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .map(SparkOracle::withPlainTexts)
        .sorted()
        .toList();
  }

  /** Where a text is JSON, Spark escapes letters in it that the source has not escaped. */
  private static String withPlainTexts(String row) {
    try {
      return row.contains("\\\\u") ? plain(JSON.readTree(row)).toString() : row;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(row, e);
    }
  }

  private static JsonNode plain(JsonNode node) throws JsonProcessingException {
    if (node instanceof ObjectNode object) {
      for (String name : names(object)) {
        object.set(name, plain(object.get(name)));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, plain(array.get(i)));
      }
    } else if (node.isTextual() && node.textValue().startsWith("{")) {
      return TextNode.valueOf(JSON.readTree(node.textValue()).toString());
    }
    return node;
  }

  private static List<String> names(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
