package dev.tributary.connectors.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleConnectorTest {
  private static final Source DAY_3 = Source.with("records", 700, "day", 3);

  @Test
  void twoInstancesReadTheSame() {
    Source again = Source.with("records", 700, "day", 3);
    for (String table : DAY_3.connector().listTables()) {
      assertThat(again.read(table)).isEqualTo(DAY_3.read(table));
    }
    assertThat(again.readDeletes("subscriptions")).isEqualTo(DAY_3.readDeletes("subscriptions"));
  }

  @Test
  void anotherSeedIsOtherData() {
    assertThat(Source.with("seed", 2, "records", 700, "day", 3).read("customers"))
        .isNotEqualTo(DAY_3.read("customers"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 299, 300, 700, 701, 100_000})
  void everyPageSizeReadsEveryRecordOnce(int pageSize) {
    Source source = Source.with("records", 700, "day", 3, "page_size", pageSize);
    for (String table : source.connector().listTables()) {
      assertThat(source.read(table)).isEqualTo(DAY_3.read(table)).doesNotHaveDuplicates();
    }
    assertThat(source.readDeletes("subscriptions"))
        .isEqualTo(DAY_3.readDeletes("subscriptions"))
        .hasSize(14);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100_000})
  void aPageLimitLosesNothingAndIsKept(int limit) {
    for (String table : List.of("customers", "orders", "subscriptions", "events")) {
      var options = Source.tableOptions(table, "max_records_per_batch", limit);
      List<Page> pages = Source.pages(start -> DAY_3.connector().readTable(table, start, options));
      assertThat(pages)
          .allSatisfy(
              page -> assertThat(page.records()).hasSizeLessThanOrEqualTo(Math.min(limit, 500)));
      assertThat(Source.texts(pages)).isEqualTo(DAY_3.read(table));
    }
  }

  @Test
  void noPageIsAskedOnlyToLearnThatNothingFollows() {
    Source source = Source.with("records", 1000, "page_size", 500);
    List<Page> pages = Source.pages(start -> source.page("orders", start));
    assertThat(pages).extracting(page -> page.records().size()).containsExactly(500, 500);
    assertThat(pages).extracting(Page::last).containsExactly(false, true);
  }

  @Test
  void anUnchangedSourceReadAgainFromItsEndGivesNothing() {
    for (String table : List.of("customers", "orders", "subscriptions", "events")) {
      List<Page> pages = Source.pages(start -> DAY_3.page(table, start));
      Offset end = pages.get(pages.size() - 1).end();
      assertThat(DAY_3.page(table, end)).isEqualTo(Page.last(List.of(), end));
    }
  }

  @Test
  void theNextDayIsReadFromTheEndOfTheDayBefore() {
    for (String table : List.of("customers", "orders", "subscriptions", "events")) {
      List<String> dayOne = Source.with("day", 1).read(table);
      List<String> dayTwo = Source.with("day", 2).read(table);
      Page incremental = Source.with("day", 2).page(table, Offset.of("position", dayOne.size()));
      var together = new ArrayList<>(dayOne);
      incremental.records().forEach(record -> together.add(Source.text(record)));
      assertThat(together).isEqualTo(dayTwo).hasSizeGreaterThan(dayOne.size());
    }
  }

  @Test
  void theSnapshotOfTheNextDayLacksOneCountryAndHasAnotherAndCountedAThird() {
    List<String> dayOne = Source.with("day", 1).read("countries");
    List<String> dayTwo = Source.with("day", 2).read("countries");
    assertThat(dayOne).hasSize(40);
    var before = new HashSet<>(dayOne);
    var after = new HashSet<>(dayTwo);
    after.removeAll(dayOne);
    before.removeAll(dayTwo);
    assertThat(codes(before)).hasSize(2);
    assertThat(codes(after)).hasSize(2);
    assertThat(codes(before)).filteredOn(codes(after)::contains).hasSize(1);
  }

  @Test
  void theSnapshotComesRoundAfterAllCountriesLeft() {
    assertThat(codes(Source.with("day", 45).read("countries")))
        .isEqualTo(codes(Source.with("day", 1).read("countries")));
  }

  @Test
  void thePartitionsTogetherAreTheWhole() {
    var union = new ArrayList<String>();
    for (String region : DAY_3.connector().partitions("events", Source.tableOptions("events"))) {
      List<String> partition = DAY_3.readPartition("events", region);
      assertThat(partition)
          .isNotEmpty()
          .allSatisfy(event -> assertThat(event).contains("\"region\":\"" + region + "\""));
      union.addAll(partition);
    }
    assertThat(union).containsExactlyInAnyOrderElementsOf(DAY_3.read("events"));
  }

  @Test
  void anUnknownPartitionIsRefused() {
    assertThatThrownBy(() -> DAY_3.readPartition("events", "amea"))
        .hasMessage("Unknown partition 'amea' of table 'events'. Did you mean 'emea'?");
    assertThatThrownBy(() -> DAY_3.readPartition("orders", "emea"))
        .hasMessage("Unknown partition 'emea' of table 'orders'. There are none.");
  }

  @Test
  void startDateLeavesOutExactlyTheChangesBeforeIt() {
    String start = "2025-01-02T06:00:00Z";
    Source large = Source.with("records", 10_000, "day", 2);
    List<String> all = large.read("customers");
    List<String> later =
        all.stream().filter(record -> updatedAt(record).compareTo(start) >= 0).toList();
    assertThat(later).isNotEmpty().hasSizeLessThan(600);
    assertThat(large.read("customers", "start_date", start)).isEqualTo(later);
    assertThat(large.read("customers", "start_date", "2031-01-01")).isEmpty();
    assertThat(large.readDeletes("subscriptions", "start_date", "2025-01-03")).isEmpty();
    assertThat(large.readDeletes("subscriptions", "start_date", "2025-01-02")).hasSize(100);
  }

  @Test
  void failAfterPagesFailsWhereItSaysInEveryReadAndLeavesThePagesBefore() {
    Source source = Source.with("page_size", 100, "fail_after_pages", 2);
    Offset start = Offset.INITIAL;
    for (int page = 0; page < 2; page++) {
      start = source.page("orders", start).end();
    }
    Offset failing = start;
    assertThatThrownBy(() -> source.page("orders", failing))
        .hasMessage(
            "Cannot read table 'orders' behind page 2: the connection's fail_after_pages says so."
                + " Remove it to go on")
        .extracting("category")
        .isEqualTo(Category.UNAVAILABLE);
    assertThat(source.page("customers", Offset.INITIAL).records()).hasSize(100);
    assertThat(Source.with("page_size", 100).page("orders", failing).records()).hasSize(100);
  }

  @Test
  @Timeout(20)
  void aTableOfAnySizeIsReadAnywhereAtOnce() {
    Source source = Source.with("records", 1_000_000_000, "day", 10_000);
    for (String table : List.of("customers", "orders", "subscriptions", "events")) {
      for (long position : List.of(0L, 5_000_000L, 999_999_900L, 1_000_000_000L, 90_000_000_000L)) {
        Page page = source.page(table, Offset.of("position", position));
        assertThat(page.records()).hasSize(500);
        assertThat(page.end()).isEqualTo(Offset.of("position", position + 500));
      }
      assertThat(
              source
                  .connector()
                  .readTable(
                      table,
                      Offset.INITIAL,
                      Source.tableOptions(table, "start_date", "2030-06-01T12:00:00Z"))
                  .records())
          .hasSize(500);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void tinyTablesAreReadOnEveryDay(int records) {
    for (int day = 1; day < 5; day++) {
      Source source = Source.with("records", records, "day", day);
      for (String table : List.of("customers", "orders", "subscriptions", "events")) {
        assertThat(source.read(table)).hasSizeGreaterThanOrEqualTo(records);
      }
      assertThat(source.readDeletes("subscriptions")).hasSize(records == 0 ? 0 : day - 1);
    }
  }

  @Test
  void unknownTablesNameTheClosest() {
    String message = "Unknown table 'custmers'. Did you mean 'customers'?";
    assertThatThrownBy(() -> Source.PROVIDER.tableOptions("custmers"))
        .isInstanceOf(ConnectorException.class)
        .hasMessage(message);
    var none = Source.tableOptions("countries");
    assertThatThrownBy(() -> DAY_3.connector().tableSchema("custmers", none)).hasMessage(message);
    assertThatThrownBy(() -> DAY_3.connector().tableMetadata("custmers", none)).hasMessage(message);
    assertThatThrownBy(() -> DAY_3.connector().readTable("custmers", Offset.INITIAL, none))
        .hasMessage(message);
  }

  @Test
  void onlyTheTableWithAFlowOfDeletesReadsDeletes() {
    assertThatThrownBy(() -> DAY_3.readDeletes("orders"))
        .hasMessage("Cannot read deletes of table 'orders': it has no flow of deletes");
  }

  @Test
  void anOffsetOfAnotherConnectorIsRefused() {
    for (Offset offset :
        List.of(Offset.of("since", 1), Offset.of("position", "x"), Offset.of("position", -1))) {
      assertThatThrownBy(() -> DAY_3.page("orders", offset))
          .hasMessage(
              "Cannot read table 'orders' from offset "
                  + offset
                  + ": it is not one of connector 'example'");
    }
  }

  @Test
  void aSourceThatWentBackIsRefused() {
    assertThatThrownBy(() -> DAY_3.page("orders", Offset.of("position", 5000)))
        .hasMessage(
            "Cannot read table 'orders' from position 5000: with records=700 and day=3 it ends at"
                + " 798. Give records and day no less than in the run before, or refresh the table"
                + " fully");
  }

  @Test
  void everyReadIsARequestAndTakesItsTime() {
    var requests = new AtomicInteger();
    var passed = new AtomicInteger();
    var metrics =
        new ReadMetrics() {
          @Override
          public void request() {
            requests.incrementAndGet();
          }

          @Override
          public void retry() {}

          @Override
          public void waited(Duration time) {}
        };
    var demo = new Demo(1, 1000, 1);
    var pages = new Pages(demo, 100, Long.MAX_VALUE, passed::incrementAndGet, metrics);
    var connector = new ExampleConnector(demo, pages);
    var none = Source.tableOptions("orders");
    Source.pages(start -> connector.readTable("orders", start, none));
    assertThat(requests).hasValue(10);
    assertThat(passed).hasValue(10);
    Offset end = connector.latestOffset("orders", null, none);
    Source.pages(start -> connector.readRange("orders", null, start, end, none));
    assertThat(requests).hasValue(20);
    assertThat(passed).hasValue(20);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    Source slow = Source.with("latency_ms", 3_600_000);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> slow.page("orders", Offset.INITIAL))
        .asInstanceOf(InstanceOfAssertFactories.throwable(ConnectorException.class))
        .hasMessage("Cannot read table 'orders': interrupted")
        .extracting(ConnectorException::category)
        .isEqualTo(Category.UNAVAILABLE);
    assertThat(Thread.interrupted()).as("the interrupt is left set").isTrue();
  }

  private static Set<String> codes(Iterable<String> countries) {
    var codes = new HashSet<String>();
    countries.forEach(country -> codes.add(country.replaceAll(".*\"code\":\"(..)\".*", "$1")));
    return codes;
  }

  private static String updatedAt(String record) {
    return record.replaceAll(".*\"updated_at\":\"([^\"]*)\".*", "$1");
  }
}
