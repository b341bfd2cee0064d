package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.util.Objects;

/**
 * What a reader has to read of a span.
 *
 * @param span the span
 * @param last where the span's read ends, its parts in other hands included; null where only the
 *     source can tell, as it can of opaque offsets
 * @param range the part of it
 */
record SpanRange(Span span, Offset last, OffsetRange range) {
  SpanRange {
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(range, "range");
    if (last != null && range.end() == null) {
      throw new IllegalArgumentException("Invalid part of " + span.describe() + ": no end");
    }
  }

  /** Whether offsets of the span have an order. */
  boolean isRanged() {
    return last != null;
  }

  SpanRange with(OffsetRange other) {
    return new SpanRange(span, last, other);
  }
}
