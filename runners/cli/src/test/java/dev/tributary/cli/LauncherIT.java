package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, as {@code bin/tributary} starts it. */
class LauncherIT {
  @TempDir private Path directory;
  private Path script;
  private Path archive;

  /** Apart from the sources, or one that changes meanwhile would have the jar built in here. */
  @BeforeEach
  void setUp() throws IOException {
    for (String part :
        List.of("bin/tributary", "runners/cli/target/tributary.jar", "spec/examples")) {
      Path link = directory.resolve(part);
      Files.createDirectories(link.getParent());
      if (part.startsWith("bin")) {
        Files.copy(Launcher.PROJECT.resolve(part), link);
      } else {
        Files.createSymbolicLink(link, Launcher.PROJECT.resolve(part));
      }
    }
    script = directory.resolve("bin/tributary");
    archive =
        directory.resolve(
            "runners/cli/target/tributary-" + System.getProperty("java.version") + ".jsa");
    // Empty: one that cannot be made.
    Files.writeString(archive, "");
  }

  /** The files behind the links stay either way, but JUnit would warn of each. */
  @AfterEach
  void unlink() throws IOException {
    Files.delete(directory.resolve("runners/cli/target/tributary.jar"));
    Files.delete(directory.resolve("spec/examples"));
  }

  @Test
  void theJarTellsItsVersion() throws Exception {
    Launcher.Result run = launch("--version");

    assertThat(run.out()).matches("tributary \\d+\\.\\d+\\S*\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void anArchiveThatDoesNotFitIsPassedOver() throws Exception {
    Files.writeString(archive, "of no Java");

    Launcher.Result run = launch("--version");

    assertThat(run.out()).startsWith("tributary ");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void theJarHasAllConnectorsAndExamples() throws Exception {
    Launcher.Result run = launch("validate", "--spec=zendesk");

    assertThat(run.out()).startsWith("Valid: tickets, ");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(launch("connectors").out()).contains("example", "github", "hubspot", "stripe");
    assertThat(launch("validate", "--spec=nowhere").status()).isEqualTo(2);
  }

  @Test
  void theJarLoadsTablesWithClassesOfAnArchive() throws Exception {
    Path warehouse = directory.resolve("warehouse");
    Files.delete(archive);

    Launcher.Result run =
        launch("run", "--spec=example", "--tables=countries", "--warehouse=" + warehouse);

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(archive).isNotEmptyFile();
    assertThat(launch("--version").err()).isEmpty();
    assertThat(warehouse.resolve("main/shop/countries/_delta_log")).isDirectory();
  }

  private Launcher.Result launch(String... arguments) throws Exception {
    return Launcher.run(
        script,
        Map.of(
            "PATH", System.getenv("PATH"),
            "JAVA_HOME", System.getProperty("java.home"),
            "TRIBUTARY_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"),
        arguments);
  }
}
