package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Demo;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar on a standalone cluster of a master and two workers; {@code cluster-test} runs it. */
class ClusterIT {
  private static final Path EXAMPLES = Path.of("../../spec/examples").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path home;
  private static SparkCluster cluster;
  private static Tables tables;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    cluster = SparkCluster.start(home);
    tables = new Tables();
  }

  @AfterAll
  static void stop() {
    if (tables != null) {
      tables.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void startWorkersThatAreGone() throws IOException {
    cluster.repair();
  }

  @ParameterizedTest
  @CsvSource({"example, shop, 7", "github, github, 12", "zendesk, zendesk, 8"})
  void theClusterMakesTheTablesOfDirectRunnerOnEveryDay(String source, String schema, int count)
      throws Exception {
    Path spec = EXAMPLES.resolve(source + ".json");
    Path direct = directory.resolve("direct");
    Path spark = directory.resolve("spark");
    for (int day = 1; day <= 3; day++) {
      Map<String, String> connection = demo(source, day);
      try (Submission run = submit(connection, spec, spark)) {
        LocalCommand.run(spec, connection, direct, LocalCommand.ON_DIRECT_RUNNER);

        assertThat(run.reports()).hasSize(count);
      }
      List<String> names = names(direct.resolve("main").resolve(schema));
      assertThat(names).hasSize(count);
      tables.assertSame(spark, direct, schema, names);
    }
  }

  @Test
  void executorsReadSideBySideWithinTheRateLimitAndShowNoSecret() throws Exception {
    try (Simulator zendesk =
        Demo.of("demo:zendesk?records=700&exports_per_minute=10&requests_per_minute=100000")
            .start()) {
      List<String> names = List.of("tickets", "users", "organizations", "ticket_comments");
      Path spec = spec(names, "\"max_records_per_batch\": 200");
      Map<String, String> connection = connection(zendesk);
      Path spark = directory.resolve("spark");
      var shown = new Shown(cluster);
      Map<String, JsonNode> reports;
      EventLog log;
      try (Submission run = submit(connection, spec, spark)) {
        shown.watch(run);
        reports = run.reports();
        log = run.eventLog();
        shown.addFiles(home, spark);
      }

      List<Request> pages = pages(zendesk);
      assertThat(reports).containsOnlyKeys(names);
      reports.forEach(
          (name, report) -> assertThat(report.path("retries").asInt()).as(name).isZero());
      assertThat(pages).hasSizeGreaterThan(10).doesNotHaveDuplicates();
      assertThat(reports.values().stream().mapToInt(report -> report.path("pages").asInt()).sum())
          .isEqualTo(pages.size());
      assertThat(log.tasksOf("ReadPages")).as("tasks of executors that read").hasSize(2);
      shown.assertShowsNone(secrets(zendesk));
    }
  }

  @Test
  void aWorkerThatDiesDuringTheReadCostsNoRow() throws Exception {
    try (Simulator zendesk = Demo.of("demo:zendesk?records=600").start()) {
      List<String> names = List.of("tickets", "users");
      Path spec = spec(names, "\"max_records_per_batch\": 10");
      Map<String, String> connection = connection(zendesk);
      Path spark = directory.resolve("spark");
      // Slow enough that executors have told what they read long before they are done.
      zendesk.server().afterEachAnswer(request -> pause(500));
      try (Submission run = submit(connection, spec, spark)) {
        var told = Pattern.compile(": [1-9][0-9]* rows read in [1-9]");
        Waiting.until(
            "the driver says what executors read",
            () -> told.matcher(Files.readString(run.err())).find());
        cluster.killWorkerOf(run.executorsAtWork().get(0));
        zendesk.server().afterEachAnswer(request -> {});

        assertThat(run.reports()).containsOnlyKeys(names);
      }

      assertIsDirectly(spec, connection, spark, "default", names);
    }
  }

  @Test
  void neitherADeadWorkerNorADeadDriverInAMergeCostsARow() throws Exception {
    Path spec =
        spec("demo_example", List.of("orders", "customers"), "\"scd_type\": \"SCD_TYPE_1\"");
    Path spark = directory.resolve("spark");
    Path orders = spark.resolve("main/default/orders");
    try (Submission run = submit(example(150_000, 1), spec, spark)) {
      assertThat(run.reports()).hasSize(2);
    }
    Set<Path> before = dataFiles(orders);
    try (Submission run = submit(example(150_000, 2), spec, spark)) {
      Waiting.until("a file is being written", () -> !before.containsAll(dataFiles(orders)));
      cluster.killWorkerOf(run.executorsAtWork().get(0));
      assertThat(run.reports()).hasSize(2);
    }
    assertIsDirectly(spec, example(150_000, 2), spark, "default", List.of("orders", "customers"));

    cluster.repair();
    Set<Path> second = dataFiles(orders);
    try (Submission run = submit(example(150_000, 3), spec, spark)) {
      Waiting.until("a file is being written", () -> !second.containsAll(dataFiles(orders)));
      run.driver().destroyForcibly();
      assertThat(run.status()).as("the driver was killed").isNotZero();
    }
    try (Submission run = submit(example(150_000, 3), spec, spark)) {
      assertThat(run.reports()).hasSize(2);
      assertThat(run.eventLog().tasksOf("RewriteFiles")).as("tasks that merge").hasSize(2);
    }
    assertIsDirectly(spec, example(150_000, 3), spark, "default", List.of("orders", "customers"));
  }

  @Test
  void aConnectorInAJarOfItsOwnReachesTheExecutors() throws Exception {
    Path jar = PlanetsProvider.jar(directory.resolve("planets.jar"));
    Path spec = spec("demo_example", List.of("planets"), "");
    Map<String, String> connection = variable("demo_example", "planets", Map.of(), Set.of());
    Path spark = directory.resolve("spark");
    try (Submission run = submit(connection, spec, spark, "--connector-jar=" + jar)) {
      assertThat(run.reports()).containsOnlyKeys("planets");
    }

    assertThat(Tables.rows(tables.read(spark, "default", "planets").select("name")))
        .containsExactly("{\"name\":\"Mars\"}", "{\"name\":\"地球\"}");
  }

  @Test
  void aWarehouseOnHdfsHoldsTheSameTables() throws Exception {
    var settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("hdfs").toString());
    try (var hdfs = new MiniDFSCluster.Builder(settings).build()) {
      String warehouse = hdfs.getURI() + "/warehouse";
      Path spec = EXAMPLES.resolve("example.json");
      Path direct = directory.resolve("direct");
      for (int day = 1; day <= 2; day++) {
        Map<String, String> connection = demo("example", day);
        try (Submission run = submit(connection, spec, warehouse)) {
          LocalCommand.run(spec, connection, direct, LocalCommand.ON_DIRECT_RUNNER);

          assertThat(run.reports()).hasSize(7);
        }
      }
      tables.assertSame(warehouse, direct, "shop", names(direct.resolve("main/shop")));
    }
  }

  private static Submission submit(
      Map<String, String> connection, Path spec, Object warehouse, String... options)
      throws IOException {
    var arguments = new ArrayList<>(List.of("run", "--spec=" + spec, "--output=json"));
    arguments.add("--warehouse=" + warehouse);
    arguments.addAll(List.of(options));
    return cluster.submit(connection, arguments);
  }

  /** Asserts that tables are what DirectRunner makes of the source as it is. */
  private void assertIsDirectly(
      Path spec, Map<String, String> connection, Path spark, String schema, List<String> names)
      throws Exception {
    Path direct = Files.createTempDirectory(directory, "direct").resolve("warehouse");
    LocalCommand.run(spec, connection, direct, LocalCommand.ON_DIRECT_RUNNER);
    tables.assertSame(spark, direct, schema, names);
  }

  private static List<Request> pages(Simulator zendesk) {
    return zendesk.server().requests().stream()
        .filter(request -> request.method().equals("GET"))
        .toList();
  }

  /** What the connection has, and every token that was given for it. */
  private static Set<String> secrets(Simulator zendesk) {
    var secrets = new LinkedHashSet<String>();
    secrets.add(zendesk.connection().get("client_secret"));
    pages(zendesk)
        .forEach(page -> secrets.add(page.header("Authorization").replace("Bearer ", "")));
    assertThat(secrets).hasSizeGreaterThan(1);
    return secrets;
  }

  private static Set<Path> dataFiles(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  private static List<String> names(Path schema) throws IOException {
    try (Stream<Path> files = Files.list(schema)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> demo(String source, int day) {
    return source.equals("example")
        ? example(3_000, day)
        : variable(
            "demo_" + source,
            source,
            Map.of("base_url", "demo:" + source + "?records=60&day=" + day, "token", "demo"),
            source.equals("zendesk") ? Set.of("token") : Set.of());
  }

  private static Map<String, String> example(int records, int day) {
    return variable(
        "demo_example",
        "example",
        Map.of("records", Integer.toString(records), "day", Integer.toString(day)),
        Set.of());
  }

  private static Map<String, String> connection(Simulator zendesk) {
    return variable("demo_zendesk", "zendesk", zendesk.connection(), Set.of());
  }

  private static Map<String, String> variable(
      String name, String connector, Map<String, String> options, Set<String> without) {
    ObjectNode connection = JSON.createObjectNode().put("connector", connector);
    ObjectNode given = connection.putObject("options");
    options.forEach((option, value) -> given.put(option, value));
    given.remove(new ArrayList<>(without));
    return Map.of(
        "TRIBUTARY_CONNECTION_" + name.toUpperCase(java.util.Locale.ROOT), connection.toString());
  }

  private Path spec(List<String> names, String settings) throws IOException {
    return spec("demo_zendesk", names, settings);
  }

  private Path spec(String connection, List<String> names, String settings) throws IOException {
    String objects =
        names.stream()
            .map(
                name ->
                    "{\"table\": {\"source_table\": \"%s\", \"table_configuration\": {%s}}}"
                        .formatted(name, settings))
            .collect(Collectors.joining(", "));
    return Files.writeString(
        directory.resolve("spec.json"),
        "{\"connection_name\": \"%s\", \"objects\": [%s]}".formatted(connection, objects));
  }
}
