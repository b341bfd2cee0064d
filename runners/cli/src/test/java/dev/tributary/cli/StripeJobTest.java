package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.SimulatedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's simulator, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class StripeJobTest {
  private SourceJob stripe;

  @BeforeEach
  void useTemporaryFiles(@TempDir Path directory) {
    stripe = new SourceJob(directory, "stripe", "tributary_updated_at");
  }

  @Test
  void allTablesAreLoadedOnceAndThenWhatChangedDayByDay() throws IOException {
    Map<String, JsonNode> first = stripe.demo(1);
    Map<String, JsonNode> same = stripe.demo(1);
    stripe.demo(2);
    stripe.assertIsDemo(2);

    assertThat(first).hasSize(16);
    first.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(SourceJob.RECORDS);
          assertThat(report.path("unknown_fields")).as(table).isEmpty();
          assertThat(report.path("warnings")).as(table).isEmpty();
        });
    same.forEach(
        (table, report) ->
            assertThat(report.path("status").asText()).as(table).isEqualTo("UNCHANGED"));
  }

  @Test
  void whatHappensInOneSecondIsThereAfterOneQuietRunThoughEventsComeLateAndInNoOrder()
      throws Exception {
    List<String> tables =
        List.of("customers", "invoices", "subscriptions", "charges", "refunds", "payment_methods");
    try (var account = stripe.account("records=" + SourceJob.RECORDS + "&event_delay_seconds=30")) {
      Path spec = stripe.spec(stripe.withHistory(tables));
      account.run(spec, 0);
      account.pass(Duration.ofHours(1));
      Instant second = now(account);
      account.server().clock().stand(second);

      send(account, "POST", "/v1/invoices/in_00000000000007/pay", "");
      send(account, "DELETE", "/v1/subscriptions/sub_00000000000008", "");
      send(account, "POST", "/v1/customers/cus_00000000000009", "name=Zo%C3%AB+%22Z%22");
      send(account, "DELETE", "/v1/customers/cus_00000000000003", "");
      send(account, "POST", "/v1/refunds", "charge=ch_00000000000011");
      account.pass(Duration.ofMinutes(2));
      account.run(spec, 0);

      for (String name : tables) {
        account.assertIsTable("stripe", name);
        assertThat(stripe.comparable(SparkOracle.currentRows(stripe.table("history", name))))
            .as(name)
            .isEqualTo(stripe.expected(account.table(name), stripe.table("stripe", name)));
      }
      String changed = second.toString().replace("Z", ".000Z");
      assertThat(versions("customers", "cus_00000000000009"))
          .hasSize(2)
          .last()
          .satisfies(
              version -> {
                assertThat(version.path("name").asText()).isEqualTo("Zoë \"Z\"");
                assertThat(version.path("__START_AT").asText()).isEqualTo(changed);
                assertThat(version.path("__END_AT").isNull()).isTrue();
              });
      assertThat(versions("customers", "cus_00000000000003"))
          .singleElement()
          .satisfies(version -> assertThat(version.path("__END_AT").asText()).isEqualTo(changed));
      assertThat(versions("subscriptions", "sub_00000000000008"))
          .extracting(version -> version.path("status").asText())
          .containsExactly("active", "canceled");
      assertThat(versions("invoices", "in_00000000000007"))
          .extracting(version -> version.path("status").asText())
          .containsExactly("open", "paid");
      assertThat(versions("charges", "ch_00000000000011")).hasSize(2);
      // It was detached when its customer was deleted.
      assertThat(stripe.comparable(SparkOracle.rows(stripe.table("stripe", "payment_methods"))))
          .noneMatch(row -> row.contains("cus_00000000000003"));

      // Seen by nobody else: the second run of a quiet account changes nothing.
      account.pass(Duration.ofMinutes(2));
      account
          .run(spec, 0)
          .values()
          .forEach(report -> assertThat(report.path("status").asText()).isEqualTo("UNCHANGED"));
    }
  }

  @Test
  void aTableThatWasLeftAloneForFortyDaysIsListedAgainAndSaysSo() throws IOException {
    try (var account = stripe.account("records=" + SourceJob.RECORDS)) {
      Path spec = stripe.spec(stripe.withHistory(List.of("customers")));
      account.run(spec, 0);
      change(account, "customers", 5, 6);
      account.pass(Duration.ofDays(40));
      change(account, "customers", 7, 8);
      account.pass(Duration.ofMinutes(2));
      Map<String, JsonNode> reports = account.run(spec, 0);

      account.assertIsTable("stripe", "customers");
      assertThat(reports.get("stripe.customers").path("warnings").toString())
          .contains("Stripe keeps events for 30 days")
          .contains("the table is loaded anew");
      // With history the rows stay that were deleted when nobody looked, and the report says so.
      assertThat(reports.get("history.customers").path("warnings").toString())
          .contains("those that were deleted at the source meanwhile stay");
      List<String> current =
          stripe.comparable(SparkOracle.currentRows(stripe.table("history", "customers")));
      assertThat(current)
          .containsAll(
              stripe.expected(account.table("customers"), stripe.table("stripe", "customers")))
          .hasSize(SourceJob.RECORDS + 2);
      account.pass(Duration.ofMinutes(2));
      change(account, "customers", 9, 10);
      account.pass(Duration.ofMinutes(2));
      reports = account.run(spec, 0);

      assertThat(reports.get("stripe.customers").path("warnings")).isEmpty();
      account.assertIsTable("stripe", "customers");
    }
  }

  @Test
  void aServerThatGoesAwayLeavesTheRestToTheNextRun() throws IOException {
    try (var account = stripe.account("records=300")) {
      Path spec =
          stripe.spec(
              Stream.of(SourceJob.object("plans", "stripe", "\"max_records_per_batch\": \"10\"")));
      // Longer than a request waits.
      account.server().faults().on(request -> true, 9, Fault.retryAfter(503, "3600"), 1_000);
      JsonNode broken = account.run(spec, 1).get("stripe.plans");
      account.server().faults().clear();
      account.server().requests().clear();
      account.run(spec, 0);

      assertThat(broken.path("status").asText()).isEqualTo("PARTIAL");
      assertThat(broken.path("inserted").asInt()).isEqualTo(90);
      List<Request> lists =
          account.server().requests().stream()
              .filter(request -> request.path().equals("/v1/plans"))
              .toList();
      assertThat(lists).hasSize(21).doesNotHaveDuplicates();
      account.assertIsTable("stripe", "plans");
    }
  }

  /** The versions of a row, the oldest first. */
  private List<JsonNode> versions(String table, String id) {
    return SparkOracle.rows(stripe.table("history", table)).stream()
        .<JsonNode>map(SourceJob::parse)
        .filter(row -> row.path("id").asText().equals(id))
        .sorted(Comparator.comparing(row -> row.path("__START_AT").asText()))
        .toList();
  }

  /** Clocks of Stripe's tell seconds. */
  private static Instant now(SourceAccount account) {
    return account.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** A row more, one that is another, and one less. */
  private static void change(SourceAccount account, String name, long updated, long deleted) {
    SimulatedTable table = account.table(name);
    account.change(
        () -> {
          table.insert(now(account));
          table.update("" + updated, now(account));
          table.delete("" + deleted, now(account));
        });
  }

  private static void send(SourceAccount account, String method, String path, String form)
      throws IOException {
    account.ask(method, path, account.option("api_key"), form);
  }
}
