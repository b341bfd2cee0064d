package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.contract.ContractSource.Tokens;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Faults;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Response.Delivery;
import dev.tributary.simulators.SimulatorClock;
import dev.tributary.simulators.SimulatorServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** Checks of what goes wrong between a connector and its source. */
final class FaultChecks {
  private static final Duration ASKED = Duration.ofSeconds(17);

  /** Each of these fails once: fetching a token, asking for the time, and pages of rows. */
  private static final int FIRST_REQUESTS = 4;

  private FaultChecks() {}

  static void retryAfter(World world, ContractTable table) {
    Duration before = world.counts().waited();
    survives(world, table, Fault.retryAfter(429, Long.toString(ASKED.toSeconds())));
    assertThat(world.counts().waited().minus(before))
        .as("time waited where the source asks for %s", ASKED)
        .isGreaterThanOrEqualTo(ASKED);
    survives(world, table, Fault.retryAfter(503, "1"));
  }

  static void tooManyRequests(World world, ContractTable table) {
    int before = world.counts().retries();
    survives(world, table, Fault.status(429));
    assertThat(world.counts().retries()).as("retries that the metrics count").isGreaterThan(before);
  }

  static void serverErrors(World world, ContractTable table) {
    survives(world, table, Fault.status(500));
    survives(world, table, Fault.status(503));
  }

  static void cut(World world, ContractTable table) {
    survives(world, table, Fault.delivery(Delivery.CUT));
  }

  static void truncated(World world, ContractTable table) {
    survives(world, table, Fault.delivery(Delivery.TRUNCATED));
  }

  static void slow(World world, ContractTable table) {
    survives(world, table, Fault.delivery(Delivery.SLOW), 0);
    survives(world, table, Fault.delivery(Delivery.SLOW), FIRST_REQUESTS - 1);
    survives(world, table, Fault.delivery(Delivery.STALLED), 0);
  }

  static void invalidJson(World world, ContractTable table) {
    survivesOrTells(world, table, Fault.invalidJson());
  }

  static void htmlPage(World world, ContractTable table) {
    survivesOrTells(world, table, Fault.htmlPage(200));
    survivesOrTells(world, table, Fault.htmlPage(502));
  }

  static void token(World world, ContractTable table, Tokens tokens) {
    switch (tokens) {
      case NONE -> Assumptions.abort("Skipped: the source has no tokens");
      case RENEWED -> complete(world, table, Faults::expireToken, true);
      case FIXED -> {
        SimulatorServer server = world.simulator().server();
        server.faults().expireToken();
        int before = server.requests().size();
        ConnectorException e =
            read(world, table)
                .orElseThrow(() -> new AssertionError("A token was refused, and nobody told"));
        assertThat(e.category()).as(e.getMessage()).isEqualTo(Category.AUTHENTICATION);
        assertThat(server.requests().size() - before)
            .as("requests with a token that is not accepted")
            .isLessThanOrEqualTo(2);
      }
    }
  }

  static void redirect(World world, ContractTable table) {
    refused(world, table, Fault::redirect);
  }

  static void link(World world, ContractTable table) {
    refused(world, table, Fault::links);
  }

  static void bomb(World world, ContractTable table) {
    Faults faults = world.simulator().server().faults();
    faults.next(Fault.delivery(Delivery.BOMB));
    ConnectorException e =
        read(world, table)
            .orElseThrow(() -> new AssertionError("A body of a gigabyte was taken or passed over"));
    assertThat(e.category()).as(e.getMessage()).isEqualTo(Category.INVALID_RESPONSE);
  }

  /** That a read is complete whichever of its first requests fails. */
  private static void survives(World world, ContractTable table, Fault fault) {
    for (int skip = 0; skip < FIRST_REQUESTS; skip++) {
      survives(world, table, fault, skip);
    }
  }

  private static void survives(World world, ContractTable table, Fault fault, int skip) {
    complete(world, table, faults -> faults.after(skip, fault, 1), skip == 0);
  }

  /**
   * That a read is complete.
   *
   * @param isSure whether one of its requests must fail; else it may have too few
   */
  private static void complete(
      World world, ContractTable table, Consumer<Faults> plan, boolean isSure) {
    Faults faults = world.simulator().server().faults();
    int before = faults.befallen();
    plan.accept(faults);
    var sync = new Sync(world, table);
    sync.run();
    faults.clear();
    assertThat(faults.befallen() - before).as("requests that failed").isBetween(isSure ? 1 : 0, 1);
    sync.assertEqualsSource("after a fault");
  }

  private static void survivesOrTells(World world, ContractTable table, Fault fault) {
    Faults faults = world.simulator().server().faults();
    for (int skip = 0; skip < FIRST_REQUESTS; skip++) {
      faults.after(skip, fault, 1);
      var sync = new Sync(world, table);
      Optional<ConnectorException> told = told(world, sync);
      faults.clear();
      if (told.isEmpty()) {
        sync.assertEqualsSource("after a fault");
      } else {
        assertThat(told.get().category())
            .as(told.get().getMessage())
            .isIn(Category.INVALID_RESPONSE, Category.UNAVAILABLE);
      }
    }
  }

  /**
   * That nothing is asked of the other host, and that the read does not end as if all were well.
   */
  private static void refused(World world, ContractTable table, OtherHost fault) {
    try (SimulatorServer other =
        SimulatorServer.start(
            SimulatorClock.ticking(world.now()), request -> Response.json(Response.object()))) {
      // Another name for the same machine: not only the port differs.
      URI url = URI.create("http://localhost:" + other.url().getPort());
      Faults faults = world.simulator().server().faults();
      faults.next(fault.to(url));
      var sync = new Sync(world, table);
      Optional<ConnectorException> told = told(world, sync);
      assertThat(faults.befallen()).as("answers that led to another host").isEqualTo(1);
      assertThat(other.requests()).as("requests to another host").isEmpty();
      if (told.isEmpty()) {
        // A connector that needs no links.
        sync.assertEqualsSource("whose links led to another host");
      } else {
        assertThat(told.get().category())
            .as(told.get().getMessage())
            .isEqualTo(Category.INVALID_RESPONSE);
      }
    }
  }

  @FunctionalInterface
  private interface OtherHost {
    Fault to(URI url);
  }

  private static Optional<ConnectorException> read(World world, ContractTable table) {
    return told(world, new Sync(world, table));
  }

  /** What a run tells, which holds no secret; empty if it ends well. */
  private static Optional<ConnectorException> told(World world, Sync sync) {
    try {
      sync.run();
      return Optional.empty();
    } catch (ConnectorException e) {
      List<String> secrets = world.secrets();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        String message = String.valueOf(cause.getMessage());
        assertThat(secrets).as("secrets, one of which is told").noneMatch(message::contains);
      }
      return Optional.of(e);
    }
  }
}
