import static org.apache.spark.sql.functions.expr;

import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;

/**
 * Says with delta-spark, which wrote neither, whether tables of two warehouses are the same, and
 * prints some of their rows: {@code java -cp … CompareTables.java ONE OTHER TABLE…}.
 */
final class CompareTables {
  private CompareTables() {}

  public static void main(String[] arguments) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
    boolean same = true;
    for (String table : List.of(arguments).subList(2, arguments.length)) {
      Dataset<Row> one = read(spark, arguments[0] + "/" + table);
      Dataset<Row> other = read(spark, arguments[1] + "/" + table);
      List<String> rows = texts(one);
      if (rows.isEmpty() || !one.schema().equals(other.schema()) || !rows.equals(texts(other))) {
        System.err.println(table + " differs: " + difference(rows, texts(other)));
        same = false;
      } else {
        System.out.println(table + ": the same " + rows.size() + " rows");
      }
    }
    spark.stop();
    System.exit(same ? 0 : 1);
  }

  /** A table with the entries of its maps in order, for maps have none and their texts do. */
  private static Dataset<Row> read(SparkSession spark, String path) {
    Dataset<Row> rows = spark.read().format("delta").load(path);
    for (StructField field : rows.schema().fields()) {
      if (field.dataType() instanceof MapType) {
        String sorted = "map_from_entries(array_sort(map_entries(`%s`)))";
        rows = rows.withColumn(field.name(), expr(sorted.formatted(field.name())));
      }
    }
    return rows;
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }

  private static String difference(List<String> one, List<String> other) {
    var onlyOne = new TreeSet<>(one);
    other.forEach(onlyOne::remove);
    var onlyOther = new TreeSet<>(other);
    one.forEach(onlyOther::remove);
    return one.size() + " and " + other.size() + " rows, " + onlyOne.size() + " and "
        + onlyOther.size() + " in one alone, such as "
        + (onlyOne.isEmpty() ? onlyOther : onlyOne).stream().findFirst().orElse("none");
  }
}
