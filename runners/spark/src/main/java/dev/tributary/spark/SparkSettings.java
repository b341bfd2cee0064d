package dev.tributary.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.runners.spark.coders.SparkRunnerKryoRegistrator;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** Spark's own settings, as this program needs or prefers them. */
final class SparkSettings {
  private static final String PLUGINS = "spark.plugins";
  private static final String MASTER = "spark.master";
  private static final String HADOOP = "spark.hadoop.";
  private static final String NAME = "spark.app.name";

  /** They hold unless {@code spark-submit} or Spark's files of defaults set them. */
  private static final Map<String, String> PREFERRED =
      Map.of(
          // Tables are read side by side: one with many partitions must not keep the others
          // waiting.
          "spark.scheduler.mode", "FAIR",
          // What crosses a shuffle are names of files: there is nothing to be near to, and to wait
          // for
          // a place near it would leave the work of a merge to one host.
          "spark.locality.wait", "0s",
          "spark.shuffle.reduceLocality.enabled", "false",
          // We show progress ourselves, and have the stream for it.
          "spark.ui.showConsoleProgress", "false");

  private SparkSettings() {}

  /**
   * The settings of a context.
   *
   * @param given what {@code spark-submit} has set
   * @param master where it runs
   */
  static SparkConf of(SparkConf given, String master) {
    SparkConf conf = given.clone().set(MASTER, master);
    // spark-submit names an application after its class.
    if (conf.get(NAME, Main.class.getName()).equals(Main.class.getName())) {
      conf.set(NAME, "tributary");
    }
    PREFERRED.forEach(conf::setIfMissing);
    String others = conf.get(PLUGINS, "");
    String ours = TributaryPlugin.class.getName();
    return conf.set(PLUGINS, others.isBlank() ? ours : others + "," + ours)
        .set("spark.kryo.registrator", SparkRunnerKryoRegistrator.class.getName());
  }

  /** What is set as {@code spark.hadoop.<name>}, by its name in Hadoop. */
  static Map<String, String> hadoopOptions(SparkConf given) {
    return Arrays.stream(given.getAllWithPrefix(HADOOP))
        .collect(Collectors.toUnmodifiableMap(Tuple2::_1, Tuple2::_2));
  }

  /** The name by which executors know the driver's machine, found as Spark finds it. */
  static String driverHost(SparkConf given) {
    return Stream.of(
            given.get("spark.driver.host", null),
            System.getenv("SPARK_LOCAL_HOSTNAME"),
            System.getenv("SPARK_LOCAL_IP"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(SparkSettings::localHost);
  }

  private static String localHost() {
    try {
      InetAddress named = InetAddress.getLocalHost();
      if (!named.isLoopbackAddress()) {
        return named.getHostAddress();
      }
      // Some systems give their own name an address of loopback.
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .findFirst()
          .orElse(named)
          .getHostAddress();
    } catch (IOException e) {
      throw new UncheckedIOException("This machine has no address; set spark.driver.host", e);
    }
  }
}
