package dev.tributary.connectors.contract;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.contract.ContractSource.InProcess;
import dev.tributary.connectors.contract.ContractSource.Simulated;
import dev.tributary.connectors.contract.ContractSource.Tokens;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/**
 * What every connector must do. A subclass names the provider, the source and the tables; each
 * check is then made on each table, apart from all others, at a simulator of its own.
 *
 * <p>Where the environment variable {@code TRIBUTARY_LIVE_<SOURCE>} names the file of a connection,
 * the checks that need no simulator are made on the source behind it too. {@code
 * TRIBUTARY_LIVE_<SOURCE>_TABLES} may name a JSON file with the options of tables there, as in
 * {@code {"issues": {"owner": "acme"}}}.
 */
@Execution(ExecutionMode.CONCURRENT)
public abstract class ConnectorContractTest {
  private static final SimulatorParameters FEW = SimulatorParameters.of(40, 1, 1);

  /** To ask a connector what it can do. */
  private static final SimulatorParameters ONE = SimulatorParameters.of(1, 1, 1);

  /** For checks that read every table in every namespace. */
  private static final SimulatorParameters FEWER = SimulatorParameters.of(6, 1, 1);

  private static final SimulatorParameters MANY = SimulatorParameters.of(230, 1, 1);
  private static final SimulatorParameters DAYS = SimulatorParameters.of(230, 1, 3);

  /** A check of one table. */
  @FunctionalInterface
  interface Check {
    void make(World world, ContractTable table);
  }

  /** The connector under test. */
  protected abstract ConnectorProvider provider();

  /** Where it reads from. */
  protected abstract ContractSource source();

  /** Its tables, all of them. */
  protected abstract List<ContractTable> tables();

  /**
   * Makes an instance. A connector of an API is made with the time given as the clock of its
   * client, with its {@link ContractTime#sleep} and its {@link ContractTime#requestTimeout}: checks
   * that wait for minutes take no time then.
   */
  protected LakeflowConnect connect(
      Options connection, ConnectorContext context, ContractTime time) {
    return provider().create(connection, context);
  }

  /**
   * Writes to the source that the connection leads to.
   *
   * @param connection as readers have it
   * @param time what the clocks of reader and simulator say
   */
  protected Optional<WriteBack> writeBack(Options connection, ContractTime time) {
    return Optional.empty();
  }

  /** Where the variables are that name live sources. */
  protected Map<String, String> environment() {
    return System.getenv();
  }

  // What a connector says of itself.

  @TestFactory
  Stream<DynamicTest> allTablesAreChecked() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "tables", () -> Descriptions.allTablesAreNamed(provider(), tables())));
  }

  @TestFactory
  Stream<DynamicTest> unknownTableIsToldWithTheClosest() {
    return everywhere(FEW, Descriptions::unknownTable);
  }

  @TestFactory
  Stream<DynamicTest> schemaAndMetadataAreStable() {
    return everywhere(FEW, Descriptions::stable);
  }

  @TestFactory
  Stream<DynamicTest> keysAndCursorAreColumns() {
    return everywhere(FEW, Descriptions::keysAndCursor);
  }

  @TestFactory
  Stream<DynamicTest> incrementalTablesTakeTheirOptions() {
    return everywhere(FEW, Descriptions::options);
  }

  // What its records are.

  @TestFactory
  Stream<DynamicTest> firstReadIsNotEmpty() {
    return everywhere(FEW, Contents::notEmpty);
  }

  @TestFactory
  Stream<DynamicTest> everyRecordConverts() {
    return everywhere(DAYS, Contents::converts);
  }

  @TestFactory
  Stream<DynamicTest> requiredColumnsAreNeverNull() {
    return everywhere(DAYS, Contents::required);
  }

  @TestFactory
  Stream<DynamicTest> everyColumnIsPopulated() {
    return simulated(DAYS, Contents::populated);
  }

  @TestFactory
  Stream<DynamicTest> deletesCarryKeyAndCursor() {
    return simulated(DAYS, Contents::deletes, Capability.DELETES);
  }

  // How it reads.

  @TestFactory
  Stream<DynamicTest> readsEnd() {
    return everywhere(FEW, Reads::end);
  }

  @TestFactory
  Stream<DynamicTest> nothingIsReadBehindTheEnd() {
    return everywhere(FEW, Reads::nothingBehindTheEnd);
  }

  @TestFactory
  Stream<DynamicTest> everyRecordIsReadOnceWhateverThePageLimit() {
    return simulated(MANY, Reads::complete);
  }

  @TestFactory
  Stream<DynamicTest> tiesAcrossPagesLoseNothing() {
    return simulated(FEW, Reads::ties, Capability.CHANGES);
  }

  @TestFactory
  Stream<DynamicTest> readsGoOnFromEveryOffset() {
    return simulated(MANY, Reads::resume);
  }

  @TestFactory
  Stream<DynamicTest> twoReadsOfARangeAreEqual() {
    return everywhere(FEW, Reads::repeatable);
  }

  @TestFactory
  Stream<DynamicTest> aReadSplitAtEveryClaimIsTheUnsplitRead() {
    return simulated(MANY, Reads::split);
  }

  @TestFactory
  Stream<DynamicTest> partitionsAreStableAndNamed() {
    return everywhere(FEW, Reads::partitionsStable, Capability.PARTITIONS);
  }

  @TestFactory
  Stream<DynamicTest> partitionsHoldWhatTheUnpartitionedReadHolds() {
    return simulated(MANY, Reads::partitioned, Capability.PARTITIONS);
  }

  @TestFactory
  Stream<DynamicTest> noPageIsFetchedTwiceAndNoneInVain() {
    return simulated(MANY, Reads::requests, Capability.HTTP);
  }

  // How it reads in ranges, if it does.

  @TestFactory
  Stream<DynamicTest> rangesHoldWhatTheUnboundedReadHolds() {
    return ranged(RangeChecks::complete);
  }

  @TestFactory
  Stream<DynamicTest> pagesOfARangeEndWithIt() {
    return ranged(RangeChecks::pageEnds);
  }

  @TestFactory
  Stream<DynamicTest> pagesOfARangeReadAgainAreEqual() {
    return ranged(RangeChecks::repeatable);
  }

  @TestFactory
  Stream<DynamicTest> readsWithAndWithoutARangeGoOnFromEachOther() {
    return ranged(RangeChecks::interchangeable);
  }

  @TestFactory
  Stream<DynamicTest> partsOfARangeHoldWhatItHolds() {
    return ranged(RangeChecks::parts);
  }

  @TestFactory
  Stream<DynamicTest> rangesAreDividedBetweenTheirEnds() {
    return ranged(RangeChecks::between);
  }

  @TestFactory
  Stream<DynamicTest> sizesOfPartsAddUp() {
    return ranged(RangeChecks::sizes);
  }

  @TestFactory
  Stream<DynamicTest> rangesThatCannotBeAreTold() {
    return ranged(RangeChecks::refused);
  }

  // Which namespaces it has, if it has any.

  @TestFactory
  Stream<DynamicTest> namespacesAreStableAndNamed() {
    return named(Namespaces::stable);
  }

  @TestFactory
  Stream<DynamicTest> everyTableOfANamespaceIsReadByItsOptions() {
    return named(Namespaces::readable);
  }

  @TestFactory
  Stream<DynamicTest> namespacesAreToldApartByTheirOptions() {
    return named(Namespaces::apart);
  }

  @TestFactory
  Stream<DynamicTest> unknownNamespaceIsToldWithTheClosest() {
    return named(Namespaces::unknown);
  }

  // What happens while and between reads.

  @TestFactory
  Stream<DynamicTest> changesDuringTheReadAreNotLost() {
    return simulated(MANY, Changes::duringTheRead, Capability.CHANGES);
  }

  @TestFactory
  Stream<DynamicTest> aPageLimitWithinTheLookbackEnds() {
    return simulated(
        FEW,
        Changes::limitWithinLookback,
        Capability.CHANGES,
        Capability.PAGE_LIMIT,
        Capability.LOOKBACK);
  }

  @TestFactory
  Stream<DynamicTest> aClockThatDiffersLosesNothing() {
    return simulated(FEW, Changes::clockSkew, Capability.CHANGES, Capability.TIME_CURSOR);
  }

  @TestFactory
  Stream<DynamicTest> recordsOfTheFutureHideNoOthers() {
    return simulated(FEW, Changes::future, Capability.CHANGES, Capability.TIME_CURSOR);
  }

  @TestFactory
  Stream<DynamicTest> recordsThatAreIndexedLateAreRead() {
    return simulated(FEW, Changes::late, Capability.CHANGES, Capability.LATE_ROWS);
  }

  @TestFactory
  Stream<DynamicTest> recordsDatedBeforeTheCursorAreRead() {
    return simulated(FEW, Changes::backdated, Capability.CHANGES, Capability.BACKDATED_ROWS);
  }

  @TestFactory
  Stream<DynamicTest> changesThatKeepTheCursorValueAreRead() {
    return simulated(FEW, Changes::sameCursor, Capability.CHANGES, Capability.UPDATES);
  }

  @TestFactory
  Stream<DynamicTest> deletesAndRecreationsAreRead() {
    return simulated(
        FEW, Changes::recreation, Capability.CHANGES, Capability.DELETES, Capability.RECREATION);
  }

  // What goes wrong on the way.

  @TestFactory
  Stream<DynamicTest> retryAfterIsHeeded() {
    return simulated(MANY, FaultChecks::retryAfter, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> tooManyRequestsWithoutAWaitAreSentAgain() {
    return simulated(MANY, FaultChecks::tooManyRequests, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> serverErrorsAreSentAgain() {
    return simulated(MANY, FaultChecks::serverErrors, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> cutConnectionsLoseNothing() {
    return simulated(MANY, FaultChecks::cut, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> truncatedBodiesLoseNothing() {
    return simulated(MANY, FaultChecks::truncated, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> slowBodiesAreWaitedForAndStalledOnesAreNot() {
    return simulated(MANY, FaultChecks::slow, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> invalidJsonIsNoEnd() {
    return simulated(MANY, FaultChecks::invalidJson, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> anHtmlPageIsNoEnd() {
    return simulated(MANY, FaultChecks::htmlPage, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> anExpiredTokenIsRenewedOnceOrTold() {
    Tokens tokens = source() instanceof Simulated simulated ? simulated.tokens() : Tokens.NONE;
    return simulated(
        MANY, (world, table) -> FaultChecks.token(world, table, tokens), Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> redirectsToAnotherHostAreRefused() {
    return simulated(MANY, FaultChecks::redirect, Capability.HTTP);
  }

  @TestFactory
  Stream<DynamicTest> linksToAnotherHostAreRefused() {
    return simulated(MANY, FaultChecks::link, Capability.HTTP, Capability.LINKS);
  }

  @TestFactory
  Stream<DynamicTest> bodyBombsAreRefused() {
    return simulated(MANY, FaultChecks::bomb, Capability.HTTP);
  }

  // What was written.

  @TestFactory
  Stream<DynamicTest> whatWasWrittenIsReadBack() {
    return everywhere(
        FEW,
        (world, table) ->
            WriteChecks.readBack(world, table, writeBack(world.connection(), world.time())));
  }

  private Stream<DynamicTest> ranged(Ranges.Check check) {
    return simulated(
        ONE,
        (small, table) -> {
          Ranges.require(small, table);
          try (World world = world(MANY)) {
            Ranges.each(world, table, check);
          }
        });
  }

  /** A check of the connector as a whole. */
  private Stream<DynamicTest> named(Namespaces.Check check) {
    return Stream.of(
        DynamicTest.dynamicTest(
            "namespaces",
            () -> {
              try (World world = world(FEWER)) {
                Namespaces.of(world, check);
              }
            }));
  }

  private Stream<DynamicTest> simulated(
      SimulatorParameters parameters, Check check, Capability... needs) {
    return tables().stream()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.name(),
                    () -> {
                      require(table, needs);
                      try (World world = world(parameters)) {
                        make(check, world, table, needs);
                      }
                    }));
  }

  private Stream<DynamicTest> everywhere(
      SimulatorParameters parameters, Check check, Capability... needs) {
    var tests = new ArrayList<>(simulated(parameters, check, needs).toList());
    LiveSource.of(provider().name(), environment())
        .ifPresent(
            live ->
                tables().stream()
                    .map(live::options)
                    .map(
                        table ->
                            DynamicTest.dynamicTest(
                                "live " + table.name(),
                                () -> {
                                  require(table, needs);
                                  try (World world = live(live)) {
                                    make(check, world, table, needs);
                                  }
                                }))
                    .forEach(tests::add));
    return tests.stream();
  }

  /**
   * Makes a check. A failure begins with the table, for reports number the tests of a check instead
   * of naming them, and with what to do if the source cannot do what is checked.
   */
  private static void make(Check check, World world, ContractTable table, Capability... needs) {
    try {
      check.make(world, table);
    } catch (TestAbortedException e) {
      throw e;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("Table '" + table + "'" + wayOut(needs) + ": " + e.getMessage(), e);
    }
  }

  private static String wayOut(Capability... needs) {
    String capabilities =
        Stream.of(needs)
            .filter(need -> need != Capability.HTTP && need != Capability.CHANGES)
            .map(Capability::name)
            .collect(Collectors.joining(" and "));
    return capabilities.isEmpty()
        ? ""
        : " (is said to have "
            + capabilities
            + "; if it has not, say so by ContractTable.without, with the reason)";
  }

  /** Tells where a check is skipped, and why. */
  private void require(ContractTable table, Capability... needs) {
    boolean isInProcess = source() instanceof InProcess;
    for (Capability need : needs) {
      table
          .whyNot(need)
          .ifPresent(reason -> Assumptions.abort("Skipped for lack of " + need + ": " + reason));
      if (isInProcess && (need == Capability.HTTP || need == Capability.CHANGES)) {
        Assumptions.abort("Skipped for lack of " + need + ": the source is inside the process");
      }
    }
  }

  private World world(SimulatorParameters parameters) {
    ContractSource source = source();
    if (source instanceof Simulated simulated) {
      Simulator simulator = simulated.start().apply(parameters);
      return new World(
          provider(),
          this::connect,
          Optional.of(simulator),
          simulator.connection(),
          ContractTime.simulated());
    }
    var inProcess = (InProcess) source;
    return new World(
        provider(),
        this::connect,
        Optional.empty(),
        inProcess.connection().apply(parameters),
        ContractTime.simulated());
  }

  private World live(LiveSource live) {
    return new World(
        provider(), this::connect, Optional.empty(), live.connection(), ContractTime.live());
  }

  /** The names of a provider's options, for messages. */
  static List<String> names(List<Option> options) {
    return options.stream().map(Option::name).toList();
  }
}
