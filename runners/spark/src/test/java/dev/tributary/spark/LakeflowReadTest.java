package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.lakeflow.LakeflowIO;
import dev.tributary.pipelines.BeamRunner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** A read of a Beam user's own pipeline gives the same on SparkRunner as on DirectRunner. */
class LakeflowReadTest {
  private static final Map<String, Queue<Object>> COLLECTED = new ConcurrentHashMap<>();
  private static final Map<String, Integer> CONNECTION =
      Map.of("records", 1_000, "page_size", 20, "day", 2);

  @Test
  void everyTableHasTheSameRowsAndPositionsOnBothRunners() {
    try (BeamRunner spark = new SparkBeamRunner().create(List.of(), List.of())) {
      for (String table : List.of("customers", "orders", "subscriptions", "events", "countries")) {
        Set<Object> direct = read("direct", PipelineOptionsFactory.create(), table);
        Set<Object> onSpark = read("spark", spark.options("read-" + table, 1), table);

        assertThat(onSpark.equals(direct)).as("%s on Spark is as on DirectRunner", table).isTrue();
      }
    }
  }

  /** The rows of a table and, as one more element, the positions. */
  private static Set<Object> read(String name, PipelineOptions options, String table) {
    COLLECTED.put(name, new ConcurrentLinkedQueue<>());
    Pipeline pipeline = Pipeline.create(options);
    LakeflowIO.Result result =
        pipeline.apply(
            LakeflowIO.read()
                .withConnector("example")
                .withConnection(CONNECTION)
                .from(table)
                .withRunStart(Instant.parse("2026-01-01T00:00:00Z"))
                .withPositions());
    result.rows().apply("Rows", ParDo.of(new CollectFn<>(name)));
    result.positions().apply("Positions", ParDo.of(new CollectFn<>(name)));
    pipeline.run().waitUntilFinish();
    var elements = new HashSet<>(COLLECTED.get(name));
    assertThat(elements).as(table).hasSizeGreaterThan(10).hasSameSizeAs(COLLECTED.get(name));
    return elements;
  }

  private static final class CollectFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1;
    private final String name;

    CollectFn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void process(@Element T element) {
      COLLECTED.get(name).add(element);
    }
  }
}
