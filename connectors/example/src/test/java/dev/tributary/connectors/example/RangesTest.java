package dev.tributary.connectors.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the contract suite does not know of the ranges of this connector. */
class RangesTest {
  private static final Source SOURCE = Source.with("records", 1000, "page_size", 300);
  private static final ExampleConnector CONNECTOR = SOURCE.connector();
  private static final Options NONE = Source.tableOptions("orders");

  @Test
  void pagesAreCutAtTheEndOfTheRange() {
    List<Page> pages = Source.pages(start -> page(start, at(700)));

    assertThat(pages).extracting(page -> page.records().size()).containsExactly(300, 300, 100);
    assertThat(pages).extracting(Page::end).containsExactly(at(300), at(600), at(700));
    assertThat(Source.texts(pages)).isEqualTo(SOURCE.read("orders").subList(0, 700));
  }

  @Test
  void aRangeThatStopsAtThePageLimitIsOnePage() {
    assertThat(page(at(100), at(400)).last()).isTrue();
  }

  @Test
  void aRangeOfNothingIsOneEmptyPage() {
    assertThat(page(at(5), at(5))).isEqualTo(Page.last(List.of(), at(5)));
    assertThat(page(Offset.INITIAL, Offset.INITIAL))
        .isEqualTo(Page.last(List.of(), Offset.INITIAL));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 50", "0.25, 25", "0.001, 1", "0.999, 99"})
  void aRangeIsDividedWhereTheFractionSays(double fraction, long position) {
    assertThat(CONNECTOR.between("orders", null, Offset.INITIAL, at(100), fraction, NONE))
        .contains(at(position));
  }

  @Test
  void aRecordIsNotDivided() {
    assertThat(CONNECTOR.between("orders", null, at(7), at(8), 0.5, NONE)).isEmpty();
    assertThat(CONNECTOR.between("orders", null, at(8), at(8), 0.5, NONE)).isEmpty();
    assertThat(CONNECTOR.between("orders", null, at(8), at(7), 0.5, NONE)).isEmpty();
  }

  @Test
  void aSizeIsTheNumberOfRecords() {
    assertThat(CONNECTOR.size("orders", null, at(10), at(25), NONE)).isEqualTo(15);
    assertThat(CONNECTOR.size("orders", null, at(25), at(10), NONE)).isZero();
    Offset end = CONNECTOR.latestOffset("events", "apac", Source.tableOptions("events"));
    assertThat(CONNECTOR.size("events", "apac", Offset.INITIAL, end, Source.tableOptions("events")))
        .isEqualTo(250);
  }

  @Test
  void whatLiesBeforeTheStartDateCountsForNothing() {
    Source twoDays = Source.with("records", 10_000, "day", 2);
    Options later = Source.tableOptions("customers", "start_date", "2025-01-02");
    ExampleConnector connector = twoDays.connector();
    Offset end = connector.latestOffset("customers", null, later);

    assertThat(connector.size("customers", null, Offset.INITIAL, end, later)).isEqualTo(600);
    assertThat(connector.between("customers", null, Offset.INITIAL, end, 0.5, later))
        .contains(at(10_300));
    assertThat(connector.readRange("customers", null, Offset.INITIAL, at(9_000), later))
        .isEqualTo(Page.last(List.of(), at(9_000)));
  }

  @Test
  void aPartInTheMiddleFailsBehindThePagesThatFailAfterPagesSays() {
    ExampleConnector failing = Source.with("page_size", 100, "fail_after_pages", 2).connector();

    assertThat(failing.readRange("orders", null, at(100), at(150), NONE).records()).hasSize(50);
    assertThatThrownBy(() -> failing.readRange("orders", null, at(200), at(250), NONE))
        .hasMessageStartingWith("Cannot read table 'orders' behind page 2");
  }

  @Test
  void boundsThatCannotBeAreTold() {
    assertThatThrownBy(() -> page(at(9), at(8)))
        .isInstanceOf(ConnectorException.class)
        .hasMessage(
            "Cannot read table 'orders' from offset {\"position\":9} to {\"position\":8}: the range"
                + " ends before it begins");
    assertThatThrownBy(() -> page(at(1001), at(1001)))
        .hasMessageStartingWith("Cannot read table 'orders' from position 1001: with records=1000");
    assertThatThrownBy(() -> page(Offset.INITIAL, at(1001)))
        .hasMessageStartingWith("Cannot read table 'orders' to position 1001: with records=1000");
    assertThatThrownBy(() -> page(Offset.INITIAL, Offset.of("since", 1)))
        .hasMessage(
            "Cannot read table 'orders' from offset {\"since\":1}: it is not one of connector"
                + " 'example'");
    assertThatThrownBy(() -> CONNECTOR.isRanged("ordres", NONE))
        .hasMessage("Unknown table 'ordres'. Did you mean 'orders'?");
    assertThatThrownBy(
            () -> CONNECTOR.latestOffset("events", "amea", Source.tableOptions("events")))
        .hasMessage("Unknown partition 'amea' of table 'events'. Did you mean 'emea'?");
  }

  private static Page page(Offset start, Offset end) {
    return CONNECTOR.readRange("orders", null, start, end, NONE);
  }

  private static Offset at(long position) {
    return Offset.of("position", position);
  }
}
