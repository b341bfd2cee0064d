package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/tributary}, in a project with a Java and a Maven that only tell what they are asked.
 */
class LauncherTest {
  private static final Instant LONG_AGO = Instant.parse("2025-01-31T12:00:00Z");
  private static final String COMPILER =
      "<-XX:TieredStopAtLevel=1><-XX:ReservedCodeCacheSize=128m>";

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Path home;
  private Path tools;
  private Path jar;

  @BeforeEach
  void setUp() throws IOException {
    home = Files.createDirectories(directory.resolve("the project"));
    tools = Files.createDirectories(directory.resolve("tools"));
    jar = home.resolve("runners/cli/target/tributary.jar");
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Launcher.SCRIPT, home.resolve("bin/tributary"));
    source("pipelines/src/main/java/Some.java");
    source("runners/cli/pom.xml");
    for (String tool :
        List.of(
            "bash", "dirname", "readlink", "sed", "head", "find", "rm", "mkdir", "mv", "mktemp")) {
      tool(tools.resolve(tool), "exec " + Launcher.onPath(tool) + " \"$@\"");
    }
    environment.put("PATH", tools.toString());
    java(tools.resolve("java"), "17.0.9");
    tool(
        tools.resolve("mvn"),
        """
        echo "mvn in $PWD: $*"
        mkdir -p runners/cli/target && echo built > runners/cli/target/tributary.jar
        """);
  }

  @Test
  void argumentsAndTheExitStatusPassThrough() throws Exception {
    makeJar();

    Launcher.Result run = launch("run", "--spec=a b.json", "*", "");

    assertThat(run.status()).isEqualTo(42);
    assertThat(run.out())
        .isEqualTo(
            "%s<-Dtributary.examples=%s/spec/examples><-jar><%s><run><--spec=a b.json><*><>\n"
                .formatted(COMPILER, home.toRealPath(), jar.toRealPath()));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void linksLeadToTheProject() throws Exception {
    makeJar();
    Path link = Files.createSymbolicLink(tools.resolve("link"), home.resolve("bin/tributary"));
    Path relative = Files.createSymbolicLink(tools.resolve("relative"), Path.of("link"));

    assertThat(Launcher.run(link, environment, "x").out()).contains("<" + jar.toRealPath() + ">");
    assertThat(Launcher.run(relative, environment).out()).contains("<" + jar.toRealPath() + ">");
  }

  @Test
  void optionsOfTheJvmAreSplitAndNothingElse() throws Exception {
    makeJar();
    environment.put("JAVA_OPTS", "-Xmx1g  -Da=*");
    environment.put("TRIBUTARY_OPTS", "-Db=c");

    assertThat(launch().out()).contains("<-Xmx1g><-Da=*><-Db=c><-jar>");
  }

  @Test
  void anArchiveOfClassesIsMadeOnceForEachJar() throws Exception {
    makeJar();
    Files.delete(archive());
    java(tools.resolve("java"), "17.0.9");
    tool(
        tools.resolve("java"),
        Files.readString(tools.resolve("java"))
            .replace(
                "exit 42",
                """
                for option in "$@"; do
                  case "$option" in
                    -XX:ArchiveClassesAtExit=*) echo classes >"${option#*=}"; exit 0 ;;
                  esac
                done
                exit 42
                """));

    Launcher.Result first = launch("run");

    assertThat(first.err())
        .isEqualTo("tributary: Preparing fast starts, which takes some seconds, once.\n");
    assertThat(first.out())
        .startsWith("<-XX:SharedArchiveFile=" + archive().toRealPath() + ">")
        .endsWith("<run>\n");
    assertThat(first.status()).isEqualTo(42);
    assertThat(launch("run").err()).isEmpty();
    assertThat(jar.getParent()).isDirectoryNotContaining("glob:**archive.*");

    touch(jar, Instant.now().plusSeconds(60));
    assertThat(launch("run").err()).contains("Preparing");
  }

  @Test
  void anArchiveThatCannotBeMadeIsDoneWithout() throws Exception {
    makeJar();
    Files.delete(archive());

    Launcher.Result first = launch("run");

    assertThat(first.out()).startsWith(COMPILER);
    assertThat(first.status()).isEqualTo(42);
    assertThat(launch("run").err()).isEmpty();
  }

  @Test
  void javaHomeGoesBeforeThePath() throws Exception {
    makeJar();
    environment.put("JAVA_HOME", directory.resolve("jdk").toString());

    assertThat(launch().err())
        .isEqualTo(
            "tributary: JAVA_HOME is %s/jdk, which has no bin/java. Set it to a Java 17, or unset it.\n"
                .formatted(directory));

    java(Files.createDirectories(directory.resolve("jdk/bin")).resolve("java"), "17");
    Files.delete(tools.resolve("java"));
    assertThat(launch().status()).isEqualTo(42);
  }

  @Test
  void aMissingOrUnfitJavaIsTold() throws Exception {
    makeJar();
    for (String version : List.of("1.8.0_392", "11.0.2", "25-ea", "24.0.1")) {
      java(tools.resolve("java"), version);

      Launcher.Result run = launch("run");

      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo(
              "tributary: It takes Java 17 to 22, and %s/java is %s. Set JAVA_HOME to a Java 17.\n"
                  .formatted(tools, version));
      assertThat(run.out()).isEmpty();
    }
    Files.delete(tools.resolve("java"));
    assertThat(launch().err())
        .isEqualTo(
            "tributary: There is no Java here. Install a Java 17, or set JAVA_HOME to one.\n");
  }

  @Test
  void aMissingJarIsBuiltOnceWithoutTests() throws Exception {
    Launcher.Result first = launch("validate");

    assertThat(first.status()).isEqualTo(42);
    assertThat(first.err())
        .contains("tributary: Building " + jar.toRealPath())
        .contains("mvn in " + home.toRealPath() + ": -B -q package -pl runners/cli -am")
        .contains("-Dmaven.test.skip=true");
    assertThat(first.out()).doesNotContain("mvn");
    assertThat(launch("validate").err()).isEmpty();
  }

  @Test
  void aSourceThatIsNewerThanTheJarMakesItBeBuiltAnew() throws Exception {
    for (String changed : List.of("pipelines/src/main/java/Some.java", "runners/cli/pom.xml")) {
      makeJar();
      assertThat(launch().err()).isEmpty();

      touch(home.resolve(changed), LONG_AGO.plusSeconds(7_200));

      assertThat(launch().err()).as(changed).contains("Building");
      touch(home.resolve(changed), LONG_AGO);
    }
  }

  @Test
  void aSourceThatIsGoneMakesItBeBuiltAnew() throws Exception {
    makeJar();
    Files.delete(home.resolve("pipelines/src/main/java/Some.java"));

    assertThat(launch().err()).contains("Building");
  }

  @Test
  void testsAndWhatIsBuiltAreNoSources() throws Exception {
    makeJar();
    source("pipelines/src/test/java/Other.java");
    source("pipelines/target/src/main/java/Generated.java");
    for (String file : List.of("src/test/java/Other.java", "target/src/main/java/Generated.java")) {
      touch(home.resolve("pipelines").resolve(file), Instant.now());
    }

    assertThat(launch().err()).isEmpty();
  }

  @Test
  void withoutSourcesTheJarIsTakenAsItIs() throws Exception {
    makeJar();
    Files.delete(home.resolve("pipelines/src/main/java/Some.java"));
    Files.delete(home.resolve("pipelines/src/main/java"));
    Files.delete(home.resolve("pipelines/src/main"));
    Files.delete(home.resolve("runners/cli/pom.xml"));

    assertThat(launch().status()).isEqualTo(42);
  }

  @Test
  void aMissingMavenIsTold() throws Exception {
    Files.delete(tools.resolve("mvn"));

    Launcher.Result run = launch();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "tributary: There is no Maven here to build %s with. Install Maven 3.8 or newer.\n"
                .formatted(home.toRealPath().resolve("runners/cli/target/tributary.jar")));
  }

  @Test
  void aBuildThatFailsLeavesNoJar() throws Exception {
    makeJar();
    touch(home.resolve("runners/cli/pom.xml"), Instant.now());
    tool(tools.resolve("mvn"), "echo half > runners/cli/target/tributary.jar; exit 1");

    Launcher.Result run = launch();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).endsWith("tributary: The build failed. What Maven says is above.\n");
    assertThat(jar).doesNotExist();
  }

  private Launcher.Result launch(String... arguments) throws Exception {
    return Launcher.run(home.resolve("bin/tributary"), environment, arguments);
  }

  private Path archive() {
    return jar.resolveSibling("tributary-17.0.9.jsa");
  }

  private void makeJar() throws IOException {
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "a jar");
    touch(jar, LONG_AGO.plusSeconds(3_600));
    // Empty: one that cannot be made.
    Files.writeString(archive(), "");
  }

  private void source(String file) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
    for (Path at = path; !at.equals(home); at = at.getParent()) {
      touch(at, LONG_AGO);
    }
  }

  private static void touch(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  /** A Java that has a version, and tells its arguments and ends with 42. */
  private static void java(Path file, String version) throws IOException {
    tool(
        file,
        """
        if [ "$1" = -version ]; then
          echo 'Picked up JAVA_TOOL_OPTIONS: -Dversion=1' >&2
          echo 'openjdk version "%s" 2025-01-31' >&2
          exit
        fi
        printf '<%%s>' "$@"; echo
        exit 42
        """
            .formatted(version));
  }

  private static void tool(Path file, String script) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, "#!" + Launcher.onPath("bash") + "\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
