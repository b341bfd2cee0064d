package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.spec.ScdType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbenchTest {
  @TempDir private Path directory;

  @Test
  void aSideThatEndsInAWrongTableIsNoticed() {
    var rounds = new Rounds(0, 1, new PrintWriter(new StringWriter()));
    try (var bench = new Workbench(directory, 100, 1, rounds)) {
      Input all = bench.data().base(Shape.CUSTOMERS, 100);
      var reference = PeerSide.initial(bench, all);
      var fewer =
          TributarySide.initial(bench, bench.onSpark(), bench.data().base(Shape.CUSTOMERS, 99));
      var changed =
          TributarySide.merge(
              bench,
              bench.direct(),
              all,
              ScdType.SCD_TYPE_1,
              List.of(bench.data().randomChanges(100, 1)));

      assertThatThrownBy(() -> bench.measure("a load", List.of(fewer, reference), reference))
          .isInstanceOf(BenchmarkException.class)
          .hasMessageStartingWith("Wrong table after a load: 99 rows instead of 100; only there []")
          .hasMessageContaining("only expected [{\"id\":");
      assertThatThrownBy(() -> bench.measure("a load", List.of(changed, reference), reference))
          .isInstanceOf(BenchmarkException.class)
          .hasMessageStartingWith(
              "Wrong table after a load: 100 rows instead of 100; only there [");
    }
  }
}
