import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Asks the tables of a warehouse with Spark SQL, as any other engine could: {@code Sql.java QUERY
 * [WAREHOUSE]}. The table {@code main/github/issues} is the view {@code github_issues}.
 */
final class Sql {
  private static final int MOST_ROWS = 50;
  private static final int MOST_CHARACTERS = 40;

  private Sql() {}

  public static void main(String[] arguments) throws IOException {
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
    System.out.print(
        ask(spark, Path.of(arguments.length > 1 ? arguments[1] : "warehouse"), arguments[0]));
    spark.stop();
  }

  static String ask(SparkSession spark, Path warehouse, String query) throws IOException {
    for (Path table : tables(warehouse)) {
      spark
          .read()
          .format("delta")
          .load(table.toString())
          .createOrReplaceTempView(table.getParent().getFileName() + "_" + table.getFileName());
    }
    return spark.sql(query).showString(MOST_ROWS, MOST_CHARACTERS, false);
  }

  /** Those in {@code catalog/schema/table}. */
  private static List<Path> tables(Path warehouse) throws IOException {
    try (Stream<Path> paths = Files.walk(warehouse, 3)) {
      return paths.filter(path -> Files.isDirectory(path.resolve("_delta_log"))).sorted().toList();
    }
  }
}
