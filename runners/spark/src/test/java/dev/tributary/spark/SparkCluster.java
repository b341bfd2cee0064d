package dev.tributary.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A master and its workers on loopback, each a process of its own with one core. */
final class SparkCluster implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final Path JAR = Path.of("target/tributary-spark.jar").toAbsolutePath();

  private final SparkHome home = SparkHome.ofBuild();
  private final Path directory;
  private final int port = freePort();
  private final int masterUi = freePort();
  private final Process master;
  private final List<Process> workers = new ArrayList<>();
  private int started;
  private int submitted;

  private SparkCluster(Path directory) throws IOException {
    this.directory = directory;
    this.master =
        home.start(
            "org.apache.spark.deploy.master.Master",
            arguments("--host 127.0.0.1 --port %d --webui-port %d".formatted(port, masterUi)),
            Map.of(),
            directory,
            "master");
  }

  /**
   * Starts a cluster.
   *
   * @param directory where all of it writes
   */
  static SparkCluster start(Path directory) throws IOException {
    var cluster = new SparkCluster(directory);
    Waiting.until("the master listens", () -> isListening(cluster.port));
    cluster.repair();
    return cluster;
  }

  /** Starts as many workers as there are too few, and waits for them. */
  void repair() throws IOException {
    workers.removeIf(worker -> !worker.isAlive());
    while (workers.size() < WORKERS) {
      started++;
      String options = "--host 127.0.0.1 --cores 1 --memory 1500m --webui-port %d --work-dir %s %s";
      workers.add(
          home.start(
              "org.apache.spark.deploy.worker.Worker",
              arguments(options.formatted(freePort(), work(), url())),
              Map.of(),
              directory,
              "worker-" + started));
    }
    Waiting.until(
        "the workers have registered",
        () -> Http.get(masterUi, "/json/").findValue("aliveworkers").asInt() == WORKERS);
  }

  private static List<String> arguments(String words) {
    return List.of(words.split(" "));
  }

  private String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Where executors write. */
  Path work() {
    return directory.resolve("work");
  }

  /** Where everything but executors writes. */
  Path logs() {
    return directory;
  }

  int masterUi() {
    return masterUi;
  }

  /** The processes of master and workers, with what they started. */
  List<ProcessHandle> processes() {
    var all = new ArrayList<ProcessHandle>();
    for (Process process : workers) {
      process.descendants().forEach(all::add);
      all.add(process.toHandle());
    }
    all.add(master.toHandle());
    return all;
  }

  /**
   * Submits the command.
   *
   * @param environment the variables that the driver gets beyond this process's
   */
  Submission submit(Map<String, String> environment, List<String> arguments) throws IOException {
    submitted++;
    String name = "driver-" + submitted;
    Path events = Files.createDirectories(directory.resolve(name + "-events"));
    int ui = freePort();
    List<String> words = new ArrayList<>(List.of("--master", url(), "--class"));
    words.add(Main.class.getName());
    List<String> settings =
        List.of(
            "spark.ui.port=" + ui,
            "spark.executor.memory=1g",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1",
            "spark.eventLog.enabled=true",
            "spark.eventLog.dir=" + events.toUri());
    settings.forEach(setting -> words.addAll(List.of("--conf", setting)));
    words.add(JAR.toString());
    words.addAll(arguments);
    Process driver =
        home.start("org.apache.spark.deploy.SparkSubmit", words, environment, directory, name);
    return new Submission(driver, ui, directory.resolve(name), events);
  }

  /** Kills the worker on which an executor runs, with the executor. */
  void killWorkerOf(String executor) {
    for (Process worker : workers) {
      List<ProcessHandle> executors =
          worker
              .descendants()
              .filter(process -> arguments(process).contains("--executor-id " + executor + " "))
              .toList();
      if (!executors.isEmpty()) {
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        return;
      }
    }
    throw new IllegalStateException("No worker runs executor " + executor);
  }

  private static String arguments(ProcessHandle process) {
    return process.info().arguments().map(words -> String.join(" ", words) + " ").orElse("");
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 0, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isListening(int port) {
    try (var socket = new java.net.Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(
        process -> process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join());
  }
}
