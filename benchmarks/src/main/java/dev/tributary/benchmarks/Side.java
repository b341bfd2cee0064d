package dev.tributary.benchmarks;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One of those that do the same work in turns. */
interface Side {
  /** Makes what the work begins with; nobody looks at the clock. */
  void prepare();

  /** Does the work. */
  void run();

  /** The rows that the last run ended with. */
  Dataset<Row> rows();

  /** Deletes what the last run left, if there was one. */
  void discard();
}
