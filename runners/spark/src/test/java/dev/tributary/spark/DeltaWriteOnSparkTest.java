package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.DeltaIO;
import dev.tributary.beam.delta.DeltaWrite;
import dev.tributary.beam.delta.DeltaWriteResult;
import dev.tributary.pipelines.BeamRunner;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.data.RowRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.Convert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.Row;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SparkRunner computes what is used twice twice, and asks for what others have cleared away. */
class DeltaWriteOnSparkTest {
  private static final Schema NUMBERS =
      Schema.builder()
          .addInt64Field("id")
          .addInt64Field("seq")
          .addStringField("parity")
          .addStringField(DeltaIO.CHANGE_KIND)
          .build();

  @TempDir private Path directory;

  @Test
  void rowsAreThereOnceAndReportsAreUsedTwice() throws IOException {
    String root = directory.toString();
    DeltaWrite appends = DeltaIO.append().to(row -> root + "/" + row.getString("parity"));
    DeltaWrite upserts =
        DeltaIO.upsert().to(root + "/upserts").withPrimaryKeys("id").withSequenceBy("seq");
    try (BeamRunner runner = new SparkBeamRunner().create(List.of(), List.of())) {
      run(runner, appends, rows(1, 1000, 1, "upsert"));
      run(runner, appends, rows(1001, 1100, 1, "upsert"));
      run(runner, upserts, rows(1, 1000, 1, "upsert"));
      run(runner, upserts, rows(501, 1500, 2, "upsert"));
      run(runner, upserts, rows(1, 100, 3, "delete"));
    }

    assertThat(ids("even")).hasSize(550).doesNotHaveDuplicates().contains(1100L);
    assertThat(ids("odd")).hasSize(550).doesNotHaveDuplicates().contains(1L);
    assertThat(ids("upserts")).hasSize(1400).doesNotHaveDuplicates().doesNotContain(100L);
    for (String table : List.of("even", "odd", "upserts")) {
      assertThat(left(table, "_tributary/staged")).isEmpty();
      assertThat(left(table, "_tributary/attempts")).isEmpty();
    }
  }

  private static void run(BeamRunner runner, DeltaWrite write, List<Row> rows) {
    Pipeline pipeline = Pipeline.create(runner.options("rows", 1));
    DeltaWriteResult result =
        pipeline.apply(Create.of(rows).withRowSchema(NUMBERS)).apply(write.withRejectedRows());
    result.commits().apply("Count", Count.globally());
    result.commits().apply("Rows", Convert.toRows());
    result.rejected().apply("CountRejected", Count.globally());
    pipeline.run().waitUntilFinish();
  }

  private static List<Row> rows(long first, long last, long seq, String kind) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(
            id ->
                Row.withSchema(NUMBERS)
                    .addValues(id, seq, id % 2 == 0 ? "even" : "odd", kind)
                    .build())
        .toList();
  }

  private List<Long> ids(String table) throws IOException {
    List<Long> ids = new ArrayList<>();
    DeltaLog log = DeltaLog.forTable(new Configuration(), directory.resolve(table).toString());
    try (CloseableIterator<RowRecord> rows = log.snapshot().open()) {
      while (rows.hasNext()) {
        ids.add(rows.next().getLong("id"));
      }
    }
    return ids;
  }

  private List<String> left(String table, String below) throws IOException {
    Path path = directory.resolve(table).resolve(below);
    if (!Files.exists(path)) {
      return List.of();
    }
    try (var files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> !n.startsWith("."))
          .toList();
    }
  }
}
