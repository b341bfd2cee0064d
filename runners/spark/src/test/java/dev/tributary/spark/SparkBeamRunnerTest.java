package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparkBeamRunnerTest {
  private final SparkBeamRunner runner = new SparkBeamRunner();
  private final Set<String> set = new HashSet<>();

  @AfterEach
  void forget() {
    set.forEach(System::clearProperty);
  }

  /** As spark-submit hands its settings on. */
  private void submitted(String name, String value) {
    System.setProperty(name, value);
    set.add(name);
  }

  @Test
  void settingsOfHadoopArePassedOnByTheirOwnNames() {
    submitted("spark.hadoop.fs.s3a.endpoint", "http://store.example");
    submitted("spark.app.id", "app");

    assertThat(runner.hadoopOptions()).isEqualTo(Map.of("fs.s3a.endpoint", "http://store.example"));
  }

  @Test
  void onlyWorkersOfAClusterNeedTheNameOfThisMachine() {
    submitted("spark.driver.host", "driver.example");

    assertThat(runner.hostForWorkers(List.of())).isEmpty();
    assertThat(runner.hostForWorkers(List.of("--sparkMaster=spark://head.example:7077")))
        .hasValue("driver.example");
    submitted("spark.master", "yarn");
    assertThat(runner.hostForWorkers(List.of())).hasValue("driver.example");
  }

  @Test
  void twoMastersAreRefusedBeforeAnythingStarts() {
    submitted("spark.master", "yarn");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> runner.create(List.of("--sparkMaster=local[4]"), List.of()))
        .withMessage(
            "--sparkMaster=local[4], while spark-submit has the master yarn. Leave one out");
  }

  @Test
  void whatAUserSetsOfSparkStands() {
    var given =
        new SparkConf(false)
            .set("spark.plugins", "example.Plugin")
            .set("spark.scheduler.mode", "FIFO")
            .set("spark.app.name", "nightly");

    SparkConf conf = SparkSettings.of(given, "local[2]");

    assertThat(conf.get("spark.plugins"))
        .isEqualTo("example.Plugin," + TributaryPlugin.class.getName());
    assertThat(conf.get("spark.scheduler.mode")).isEqualTo("FIFO");
    assertThat(conf.get("spark.app.name")).isEqualTo("nightly");
    assertThat(conf.get("spark.master")).isEqualTo("local[2]");
    assertThat(given.contains("spark.master")).isFalse();
  }
}
