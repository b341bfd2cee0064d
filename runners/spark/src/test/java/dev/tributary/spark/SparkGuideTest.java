package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/guides/spark.md}; the cluster's own is the one of ClusterIT. */
class SparkGuideTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern IN_PROCESS = Pattern.compile("-Dexec\\.args=\"run ([^\"]*)\"");

  @TempDir private Path directory;

  @Tag("long")
  @Test
  void theCommandInThisProcessLoadsTheExample() throws Exception {
    Matcher command = IN_PROCESS.matcher(guide());
    assertThat(command.find()).isTrue();
    List<String> options = new ArrayList<>(List.of(command.group(1).split(" ")));
    assertThat(options.remove(0)).isEqualTo("--spec=example.json");

    String report =
        LocalCommand.run(
            ROOT.resolve("spec/examples/example.json"),
            Map.of(),
            directory.resolve("warehouse"),
            options);

    assertThat(report).contains("main.shop.customers").doesNotContain("FAILED");
  }

  @Test
  void whatSparkSubmitIsGivenIsThere() throws Exception {
    assertThat(guide())
        .contains("--class " + Main.class.getName() + " ")
        .contains("--spec=spec/examples/example.json");
    assertThat(ROOT.resolve("spec/examples/example.json")).exists();
    assertThat(Files.readString(ROOT.resolve("runners/spark/pom.xml")))
        .contains("/tributary-spark.jar</outputFile>");
  }

  private static String guide() throws Exception {
    return Files.readString(ROOT.resolve("docs/guides/spark.md"));
  }
}
