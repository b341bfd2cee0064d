package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * The restriction of a span's reader: what lies behind {@code start}, up to {@code end} or, without
 * an end, until the source says that it has no more. Offsets are opaque and have no order, so that
 * a range can be cut only where a reader stands.
 *
 * @param start the offset at which reading begins
 * @param end the offset at which it ends, or null
 * @param recordsBefore the records that this epoch read of the span in front of {@code start}
 */
record OffsetRange(Offset start, Offset end, long recordsBefore) {
  OffsetRange {
    Objects.requireNonNull(start, "start");
  }

  /** All that lies behind an offset. */
  static OffsetRange startingAt(Offset start) {
    return new OffsetRange(start, null, 0);
  }

  /** Whether a reader at that position has read the range to its end. */
  boolean endsAt(Offset position) {
    return position.equals(end);
  }

  /** Writes ranges as their offsets' JSON. */
  static final class Coder extends AtomicCoder<OffsetRange> {
    private static final long serialVersionUID = 1;
    private static final Coder INSTANCE = new Coder();
    private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
    private static final NullableCoder<String> NULLABLE_TEXT = NullableCoder.of(TEXT);

    static Coder of() {
      return INSTANCE;
    }

    @Override
    public void encode(OffsetRange range, OutputStream stream) throws IOException {
      TEXT.encode(range.start().json(), stream);
      NULLABLE_TEXT.encode(range.end() == null ? null : range.end().json(), stream);
      new DataOutputStream(stream).writeLong(range.recordsBefore());
    }

    @Override
    public OffsetRange decode(InputStream stream) throws IOException {
      Offset start = Offset.parse(TEXT.decode(stream));
      String end = NULLABLE_TEXT.decode(stream);
      long recordsBefore = new DataInputStream(stream).readLong();
      return new OffsetRange(start, end == null ? null : Offset.parse(end), recordsBefore);
    }
  }
}
