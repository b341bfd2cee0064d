package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingsTest {
  private static final Span ONCE = new Span(0, Flow.CHANGES, null, Offset.INITIAL);
  private static final Span TWICE = new Span(0, Flow.CHANGES, null, Offset.INITIAL, 2);
  private static final Offset NEXT = Offset.of("page", 2);

  private final List<Offset> asked = new ArrayList<>();

  @Test
  void aSpanThatIsReadOnceKeepsTheOffsetsOfTheSource() {
    List<Page> pages = readAll(ONCE);

    assertThat(pages).extracting(Page::end).containsExactly(NEXT, Offset.of("page", 3));
    assertThat(asked).containsExactly(Offset.INITIAL, NEXT);
  }

  @Test
  void aSecondListingBeginsAnewBehindTheFirst() {
    List<Page> pages = readAll(TWICE);

    assertThat(asked).containsExactly(Offset.INITIAL, NEXT, Offset.INITIAL, NEXT);
    assertThat(pages).hasSize(4);
    assertThat(pages.stream().flatMap(page -> page.records().stream()))
        .extracting(record -> record.toTree().get("id").intValue())
        .containsExactly(0, 1, 2, 0, 1, 2);
  }

  @Test
  void onlyTheLastPageOfTheLastListingIsTheLast() {
    assertThat(readAll(TWICE)).extracting(Page::last).containsExactly(false, false, false, true);
  }

  @Test
  void noTwoPagesOfAReadEndAtTheSameOffset() {
    assertThat(readAll(TWICE)).extracting(Page::end).doesNotHaveDuplicates();
  }

  @Test
  void aListingEndsWhereAPageEndsAtItsStart() {
    var listings =
        new Listings(
            (span, start) -> {
              asked.add(start);
              return Page.of(List.of(), start);
            });

    Page first = listings.page(TWICE, Offset.INITIAL);
    Page second = listings.page(TWICE, first.end());

    assertThat(asked).containsExactly(Offset.INITIAL, Offset.INITIAL);
    assertThat(first.last()).isFalse();
    assertThat(second.last()).isTrue();
  }

  private List<Page> readAll(Span span) {
    var listings = new Listings(this::page);
    List<Page> pages = new ArrayList<>();
    Offset position = span.start();
    do {
      pages.add(listings.page(span, position));
      position = pages.get(pages.size() - 1).end();
    } while (!pages.get(pages.size() - 1).last());
    return pages;
  }

  /** A source of two pages. */
  private Page page(Span span, Offset start) {
    asked.add(start);
    return start.isInitial()
        ? Page.of(ScriptedSource.records(0, 2), NEXT)
        : Page.last(ScriptedSource.records(2, 1), Offset.of("page", 3));
  }
}
