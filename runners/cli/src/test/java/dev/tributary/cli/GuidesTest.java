package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Guide.Give;
import dev.tributary.cli.Guide.Step;
import dev.tributary.cli.Guide.Write;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever does what the quickstart and the guides say sees what they show. */
@ExtendWith(SparkOracle.class)
class GuidesTest {
  private static final Path DOCS = Path.of("..", "..", "docs").toAbsolutePath().normalize();
  private static final Path SQL = DOCS.resolveSibling("examples/sql/Sql.java");
  private static final Pattern ARGUMENT = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  /** What is told every ten seconds, so that only slow machines show it. */
  private static final Pattern PROGRESS =
      Pattern.compile("(?m)^\\w+: [0-9,]+ rows read in [0-9,]+ pages.*\n");

  /** Those whose commands another test gives, of the module that they are about. */
  private static final Set<String> ELSEWHERE = Set.of("guides/new-connector.md", "guides/spark.md");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"quickstart.md", "guides/schema-change.md", "guides/bad-records.md"})
  void aPageShowsWhatHappens(String page) throws Exception {
    follow(page);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "guides/first-load.md",
        "guides/incremental-runs.md",
        "guides/history.md",
        "guides/deletes.md",
        "guides/full-refresh.md"
      })
  void aPageThatTakesLongerShowsWhatHappens(String page) throws Exception {
    follow(page);
  }

  @Test
  void noPageIsForgotten() throws Exception {
    var tested = new TreeSet<>(ELSEWHERE);
    for (String method : List.of("aPageShowsWhatHappens", "aPageThatTakesLongerShowsWhatHappens")) {
      tested.addAll(
          List.of(
              GuidesTest.class
                  .getDeclaredMethod(method, String.class)
                  .getAnnotation(ValueSource.class)
                  .strings()));
    }
    try (Stream<Path> guides = Files.list(DOCS.resolve("guides"))) {
      assertThat(
              Stream.concat(
                  Stream.of("quickstart.md"), guides.map(file -> "guides/" + file.getFileName())))
          .containsExactlyInAnyOrderElementsOf(tested);
    }
  }

  /** How a command ended, with all that it printed. */
  private record Ended(int status, String output) {}

  private void follow(String page) throws Exception {
    List<Step> steps = Guide.steps(DOCS.resolve(page));
    Ended last = new Ended(0, "");
    for (Step step : steps) {
      String where = page + ":" + step.line();
      if (step instanceof Write write) {
        Path file = directory.resolve(write.file());
        Files.createDirectories(file.getParent());
        Files.writeString(file, write.text());
      } else if (step instanceof Give give && give.command().equals("echo $?")) {
        assertThat(give.output()).as(where).containsExactly(Integer.toString(last.status()));
        last = new Ended(0, "");
      } else if (step instanceof Give give) {
        assertThat(last.status()).as("before " + where + ":\n" + last.output()).isZero();
        last = ended(give.command());
        if (!Guide.shows(give.output(), last.output())) {
          // So that both are seen line by line.
          assertThat(last.output()).as(where).isEqualTo(String.join("\n", give.output()) + "\n");
        }
      }
    }
    assertThat(last.status()).as(page + " ends:\n" + last.output()).isZero();
  }

  private Ended ended(String command) throws Exception {
    List<String> words = words(command);
    return switch (words.get(0)) {
      case "bin/tributary" -> tributary(words.subList(1, words.size()));
      case "examples/sql/run" -> new Ended(0, sql(words.get(1)));
      default -> shell(command);
    };
  }

  /** As a shell takes a command apart, of which the pages use blanks and quotes alone. */
  private static List<String> words(String command) {
    var words = new ArrayList<String>();
    Matcher word = ARGUMENT.matcher(command);
    while (word.find()) {
      words.add(QUOTED.matcher(word.group()).replaceAll("$1$2"));
    }
    return words;
  }

  /** The command in this process, which cannot change its directory. */
  private Ended tributary(List<String> arguments) {
    var all = new ArrayList<String>();
    boolean writesSpec = arguments.get(0).equals("discover");
    for (String argument : arguments) {
      all.add(inPlace(argument, writesSpec && argument.startsWith("--spec=")));
    }
    if (!arguments.get(0).equals("connectors")) {
      all.add("--examples=" + Command.EXAMPLES);
    }
    if (Set.of("run", "plan", "state", "history", "maintain").contains(arguments.get(0))) {
      all.add("--warehouse=" + directory.resolve("warehouse"));
    }
    Command.Result result = Command.run(all.toArray(String[]::new));
    return new Ended(
        result.status(),
        (PROGRESS.matcher(result.err()).replaceAll("") + result.out())
            .replace(directory + "/warehouse", "./warehouse")
            .replace(directory + "/", ""));
  }

  /** An argument with the file that it names, if it names one that is there, or is to be. */
  private String inPlace(String argument, boolean isNew) {
    int value = argument.indexOf('=') + 1;
    Path file = directory.resolve(argument.substring(value));
    return value > 0 && (isNew || Files.exists(file))
        ? argument.substring(0, value) + file
        : argument;
  }

  private String sql(String query) throws Exception {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), SQL.toString());
    assertThat(compiled).isZero();
    try (var loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      var ask =
          loader
              .loadClass("Sql")
              .getDeclaredMethod("ask", SparkSession.class, Path.class, String.class);
      ask.setAccessible(true);
      return (String)
          ask.invoke(null, SparkOracle.session(), directory.resolve("warehouse"), query);
    }
  }

  private Ended shell(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
