package dev.tributary.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What rows come to, whatever their order: how many, and the sum of a 64-bit hash of each.
 *
 * @param rows how many there are
 * @param hashes the sum; null if there is no row
 */
record Fingerprint(long rows, BigDecimal hashes) {
  /** As JSON, for Spark's hash of a struct does not tell in which of its fields a null is. */
  private static final String JSON =
      "to_json(struct(%s), map('ignoreNullFields', 'false',"
          + " 'timestampFormat', 'yyyy-MM-dd HH:mm:ss.SSSSSS'))";

  private static final int EXAMPLES = 3;

  /** Of all columns. */
  static Fingerprint of(Dataset<Row> rows) {
    return of(rows, rows.columns());
  }

  private static Fingerprint of(Dataset<Row> rows, String[] columns) {
    Row row =
        texts(rows, columns)
            .selectExpr("cast(xxhash64(row) AS decimal(20, 0)) AS hash")
            .selectExpr("count(1)", "sum(hash)")
            .first();
    return new Fingerprint(row.getLong(0), row.getDecimal(1));
  }

  /**
   * Checks that rows are those expected, in the columns of these.
   *
   * @throws BenchmarkException if they are not, with some that differ
   */
  static void requireSame(String what, Dataset<Row> actual, Dataset<Row> expected) {
    requireSame(what, actual, expected, of(expected));
  }

  /** As {@link #requireSame(String, Dataset, Dataset)}, of rows whose fingerprint is known. */
  static void requireSame(
      String what, Dataset<Row> actual, Dataset<Row> expected, Fingerprint fingerprint) {
    String[] columns = expected.columns();
    Fingerprint found = of(actual, columns);
    if (!found.equals(fingerprint)) {
      throw new BenchmarkException(
          "Wrong table after %s: %d rows instead of %d; only there %s; only expected %s"
              .formatted(
                  what,
                  found.rows(),
                  fingerprint.rows(),
                  difference(actual, expected, columns),
                  difference(expected, actual, columns)));
    }
  }

  private static List<String> difference(Dataset<Row> left, Dataset<Row> right, String[] columns) {
    return texts(left, columns)
        .exceptAll(texts(right, columns))
        .limit(EXAMPLES)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static Dataset<Row> texts(Dataset<Row> rows, String[] columns) {
    return rows.selectExpr(JSON.formatted(String.join(", ", columns)) + " AS row");
  }
}
