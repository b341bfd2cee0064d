package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;

/**
 * Reads a span as often as it asks for, as if it were one read: behind the last page of a listing
 * comes the first one of the next. One after the other, because two listings at one time would be
 * at the same page when a row moves, and would both skip it. The offsets of such a span tell in
 * which listing they are.
 */
final class Listings {
  private static final String LISTING = "listing";
  private static final String OFFSET = "offset";

  /** Reads the page of a span behind an offset of the source's own. */
  @FunctionalInterface
  interface Source {
    Page page(Span span, Offset start);
  }

  private final Source source;

  Listings(Source source) {
    this.source = source;
  }

  Page page(Span span, Offset start) {
    if (span.listings() == 1) {
      return source.page(span, start);
    }
    int listing = start.isInitial() ? 1 : start.value().path(LISTING).asInt();
    Offset inner = start.isInitial() ? start : Offset.of(start.value().path(OFFSET));
    Page page = source.page(span, inner);
    if (!page.last() && !page.end().equals(inner)) {
      return Page.of(page.records(), offset(listing, page.end()));
    }
    return listing < span.listings()
        ? Page.of(page.records(), offset(listing + 1, Offset.INITIAL))
        : Page.last(page.records(), offset(listing, page.end()));
  }

  private static Offset offset(int listing, Offset inner) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set(LISTING, IntNode.valueOf(listing));
    json.set(OFFSET, inner.value());
    return Offset.of(json);
  }
}
