package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void sidesTakeTurnsAndAreCheckedAfterEachRound() {
    List<String> events = new ArrayList<>();
    var rounds = new Rounds(1, 2, new PrintWriter(new StringWriter()));

    List<Double> medians =
        rounds.measure(
            "a work", List.of(side("a", events), side("b", events)), () -> events.add("check"));

    assertThat(events)
        .containsExactly(
            "prepare a",
            "a",
            "prepare b",
            "b",
            "check",
            "prepare b",
            "b",
            "prepare a",
            "a",
            "check",
            "prepare a",
            "a",
            "prepare b",
            "b",
            "check",
            "discard a",
            "discard b");
    assertThat(medians).hasSize(2);
  }

  @Test
  void aMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(Rounds.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Rounds.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
  }

  private static Side side(String name, List<String> events) {
    return new Side() {
      @Override
      public void prepare() {
        events.add("prepare " + name);
      }

      @Override
      public void run() {
        events.add(name);
      }

      @Override
      public Dataset<Row> rows() {
        throw new AssertionError("Nobody asks for rows");
      }

      @Override
      public void discard() {
        events.add("discard " + name);
      }
    };
  }
}
