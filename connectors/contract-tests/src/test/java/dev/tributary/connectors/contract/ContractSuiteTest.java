package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorParameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The suite itself: it accepts a connector that is right, and rejects each that is not. */
class ContractSuiteTest {

  /** How one dynamic test ended. */
  private record Outcome(String check, String test, Status status, String message) {}

  @AfterEach
  void reset() {
    ToyContract.flaw = Flaw.NONE;
    ToyContract.environment = Map.of();
  }

  @Test
  void aConnectorThatIsRightPassesEveryCheck() {
    List<Outcome> outcomes = run(selectClass(ToyContract.class));

    assertThat(outcomes).filteredOn(outcome -> outcome.status() == Status.FAILED).isEmpty();
    assertThat(outcomes.stream().filter(o -> o.status() == Status.SUCCESSFUL).map(Outcome::check))
        .containsAll(checks());
  }

  @Test
  void aCheckThatIsSkippedSaysWhy() {
    List<Outcome> outcomes =
        run(selectMethod(ToyContract.class, "recordsDatedBeforeTheCursorAreRead"));

    assertThat(outcomes)
        .filteredOn(outcome -> outcome.status() == Status.ABORTED)
        .extracting(Outcome::message)
        .singleElement()
        .asString()
        .contains("Skipped for lack of BACKDATED_ROWS: items are dated when they change");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aConnectorWithAFlawIsRejectedByTheCheckForIt(Flaw flaw) {
    ToyContract.flaw = flaw;

    List<Outcome> outcomes = run(selectMethod(ToyContract.class, flaw.check()));

    Outcome rejected =
        outcomes.stream().filter(o -> o.test().equals(flaw.test())).findFirst().orElseThrow();
    assertThat(rejected.status()).as("%s", rejected).isEqualTo(Status.FAILED);
    assertThat(rejected.message()).contains(flaw.message());
  }

  @Test
  void aFailureNamesTheTableAndHowToSayWhatTheSourceLacks() {
    ToyContract.flaw = Flaw.FORGETS_A_PARTITION;

    List<Outcome> outcomes =
        run(selectMethod(ToyContract.class, "partitionsHoldWhatTheUnpartitionedReadHolds"));

    assertThat(outcomes)
        .filteredOn(outcome -> outcome.status() == Status.FAILED)
        .extracting(Outcome::message)
        .singleElement()
        .asString()
        .startsWith(
            "java.lang.AssertionError: Table 'items' (is said to have PARTITIONS; if it has not,"
                + " say so by ContractTable.without, with the reason): ");
  }

  @Test
  void everyCheckHasAConnectorThatItRejects() {
    List<String> covered = Stream.of(Flaw.values()).map(Flaw::check).toList();

    assertThat(covered).containsAll(checks());
  }

  @Test
  void theEnvironmentNamesALiveSource(@TempDir Path directory) throws IOException {
    try (Simulator source = new ToySimulator().start(SimulatorParameters.of(20, 1, 1))) {
      Path file =
          Files.writeString(
              directory.resolve("toy.json"),
              """
              {"connector": "toy",
               "options": {"base_url": "%s", "client_secret": "${env:TOY_SECRET}"}}
              """
                  .formatted(source.server().url()));
      ToyContract.environment =
          Map.of("TRIBUTARY_LIVE_TOY", file.toString(), "TOY_SECRET", ToySimulator.SECRET);

      List<Outcome> outcomes = run(selectMethod(ToyContract.class, "everyRecordConverts"));

      assertThat(outcomes)
          .extracting(Outcome::test)
          .contains("live items", "live entries", "live labels");
      assertThat(outcomes).allMatch(outcome -> outcome.status() == Status.SUCCESSFUL);
      assertThat(source.server().requests()).isNotEmpty();
    }
  }

  private static List<String> checks() {
    return Arrays.stream(ConnectorContractTest.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(TestFactory.class))
        .map(method -> method.getName())
        .toList();
  }

  private static List<Outcome> run(DiscoverySelector selector) {
    List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    var listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getStatus() == Status.FAILED) {
              String check = test.getUniqueId().replaceAll(".*\\[test-factory:(\\w+).*", "$1");
              outcomes.add(
                  new Outcome(
                      check,
                      test.getDisplayName(),
                      result.getStatus(),
                      result.getThrowable().map(ContractSuiteTest::text).orElse("")));
            }
          }
        };
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(selector).build(), listener);
    return outcomes;
  }

  private static String text(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
