package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
  @TempDir private Path directory;

  private Peer peer;
  private int files;

  @BeforeEach
  void start() {
    peer = Peer.start(directory);
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  @Test
  void rowsAreTheSameInAnyOrderAndDifferInANullAMicrosecondOrACopy() throws Exception {
    Dataset<Row> rows =
        records(
            "{\"id\": 1, \"plan\": \"a\", \"updated_at\": \"2025-01-31T12:00:00.123456Z\"}",
            "{\"id\": 2}");
    Dataset<Row> others =
        records(
            "{\"id\": 2, \"notes\": null}",
            "{\"id\": 1, \"plan\": \"a\", \"updated_at\": \"2025-01-31T12:00:00.123456Z\"}");
    Fingerprint.requireSame("a load", rows, others);

    assertDifferent(rows, "{\"id\": 1, \"notes\": \"a\", ", "123456Z\"}", "{\"id\": 2}");
    assertDifferent(rows, "{\"id\": 1, \"plan\": \"a\", ", "123457Z\"}", "{\"id\": 2}");
    Fingerprint once = Fingerprint.of(rows);
    Fingerprint twice = Fingerprint.of(rows.union(rows));
    assertThat(once).isNotEqualTo(twice);
    assertThat(Fingerprint.of(rows.limit(0))).isNotEqualTo(once);
  }

  private void assertDifferent(Dataset<Row> rows, String begin, String end, String other)
      throws Exception {
    Dataset<Row> changed = records(begin + "\"updated_at\": \"2025-01-31T12:00:00." + end, other);
    assertThatThrownBy(() -> Fingerprint.requireSame("a load", changed, rows))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageStartingWith(
            "Wrong table after a load: 2 rows instead of 2; only there [{\"id\":1,")
        .hasMessageContaining("only expected [{\"id\":1,");
  }

  private Dataset<Row> records(String... lines) throws Exception {
    files++;
    Path file = directory.resolve(files + ".json");
    Files.writeString(file, String.join("\n", lines));
    return peer.records(Input.changes(Shape.CUSTOMERS, List.of(file)));
  }
}
