package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SupportsRanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connectors that do not keep what they promise of ranges lose no row in silence. */
class RangesTest {
  private static final Span SPAN = new Span(0, Flow.CHANGES, null, Numbers.offset(0));

  @Test
  void aPageThatSaysItIsTheLastBeforeTheEndIsAnError() {
    assertThatThrownBy(() -> read(Page.last(List.of(), Numbers.offset(3))))
        .isInstanceOf(ConnectorException.class)
        .hasMessage(
            "Cannot read table 't' from {\"at\":0} to {\"at\":9}: the connector's page ends at"
                + " {\"at\":3} and says that it is the last. This is an error of the connector: report it to whoever made it");
  }

  @Test
  void aPageAtTheEndThatSaysThereIsMoreIsAnError() {
    assertThatThrownBy(() -> read(Page.of(List.of(), Numbers.offset(9))))
        .hasMessageEndingWith(
            "page ends at {\"at\":9}. This is an error of the connector: report it to whoever made it");
  }

  @Test
  void aPageThatGoesNowhereIsAnError() {
    assertThatThrownBy(() -> read(Page.of(List.of(), Numbers.offset(0))))
        .hasMessageEndingWith(
            "page ends at {\"at\":0}. This is an error of the connector: report it to whoever made it");
  }

  @Test
  void theLastPageOfARangeIsNotTheLastOfItsSpan() {
    Page page = read(Page.last(ScriptedSource.records(0, 1), Numbers.offset(9)));

    assertThat(page.last()).isFalse();
    assertThat(page.records()).hasSize(1);
  }

  @Test
  void aRangeIsSplitIntoPiecesWithoutAGap() {
    var whole = new OffsetRange(Numbers.offset(0), Numbers.offset(9), 0);

    assertThat(ranges(null).split(null, whole, 3))
        .containsExactly(
            new OffsetRange(Numbers.offset(0), Numbers.offset(3), 0),
            new OffsetRange(Numbers.offset(3), Numbers.offset(6), 0),
            new OffsetRange(Numbers.offset(6), Numbers.offset(9), 0));
    assertThat(ranges(null).split(null, whole, 1)).containsExactly(whole);
    var empty = new OffsetRange(Numbers.offset(9), Numbers.offset(9), 0);
    assertThat(ranges(null).split(null, empty, 4)).containsExactly(empty);
  }

  private static Page read(Page page) {
    return ranges(page).page(SPAN, Numbers.offset(0), Numbers.offset(9));
  }

  private static Ranges ranges(Page page) {
    return new Ranges(new Connector(page), "t", Options.check(List.of(), Map.of()).orThrow());
  }

  private record Connector(Page page) implements SupportsRanges {
    @Override
    public boolean isRanged(String table, Options options) {
      return true;
    }

    @Override
    public Offset latestOffset(String table, String partition, Options options) {
      return Numbers.offset(9);
    }

    @Override
    public Page readRange(
        String table, String partition, Offset start, Offset end, Options options) {
      return page;
    }

    @Override
    public Optional<Offset> between(
        String table,
        String partition,
        Offset start,
        Offset end,
        double fraction,
        Options options) {
      long from = start.value().path("at").asLong();
      long cut = from + Math.round((end.value().path("at").asLong() - from) * fraction);
      return Optional.of(Numbers.offset(cut));
    }

    @Override
    public double size(String table, String partition, Offset start, Offset end, Options options) {
      return 0;
    }
  }
}
