package dev.tributary.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A stock Spark, as {@code cluster-test} builds it, whose programs run as processes of their own.
 */
record SparkHome(Path directory) {

  /** The one that the build names. */
  static SparkHome ofBuild() {
    return new SparkHome(Path.of(System.getProperty("tributary.spark.home")).toAbsolutePath());
  }

  /** Starts a program of Spark's, which writes to {@code <name>.out} and {@code <name>.err}. */
  Process start(
      String program,
      List<String> arguments,
      Map<String, String> environment,
      Path logs,
      String name)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(Arrays.asList(System.getProperty("tributary.spark.jvm").split(" ")));
    // Processes that live for seconds.
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", directory.resolve("jars") + "/*", program));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(logs.resolve(name + ".out").toFile())
            .redirectError(logs.resolve(name + ".err").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("SPARK_HOME", directory.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }
}
