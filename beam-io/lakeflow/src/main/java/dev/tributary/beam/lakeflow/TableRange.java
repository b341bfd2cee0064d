package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * The restriction of a table's reader: what is to be read of its spans, one after the other. The
 * initial one is all of the table; a runner splits it into one a span and, where offsets have an
 * order, into several.
 *
 * @param parts one or more
 */
record TableRange(List<SpanRange> parts) {
  TableRange {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("Invalid range of a table: no parts");
    }
  }

  /** The parts in front of an index. */
  List<SpanRange> before(int part) {
    return parts.subList(0, part);
  }

  /** The parts from an index on. */
  List<SpanRange> from(int part) {
    return parts.subList(part, parts.size());
  }

  /** This range with another part in the place of one, and no parts behind it but those. */
  TableRange with(int part, OffsetRange range, List<SpanRange> behind) {
    var changed = new ArrayList<>(before(part));
    changed.add(parts.get(part).with(range));
    changed.addAll(behind);
    return new TableRange(changed);
  }

  /** Writes the parts' offsets as JSON. */
  static final class Coder extends AtomicCoder<TableRange> {
    private static final long serialVersionUID = 1;
    private static final Coder INSTANCE = new Coder();
    private static final ListCoder<SpanRange> PARTS = ListCoder.of(new PartCoder());

    static Coder of() {
      return INSTANCE;
    }

    @Override
    public void encode(TableRange range, OutputStream stream) throws IOException {
      PARTS.encode(range.parts(), stream);
    }

    @Override
    public TableRange decode(InputStream stream) throws IOException {
      return new TableRange(PARTS.decode(stream));
    }
  }

  private static final class PartCoder extends AtomicCoder<SpanRange> {
    private static final long serialVersionUID = 1;
    private static final NullableCoder<String> NULLABLE_TEXT =
        NullableCoder.of(StringUtf8Coder.of());

    @Override
    public void encode(SpanRange part, OutputStream stream) throws IOException {
      SpanCoder.of().encode(part.span(), stream);
      NULLABLE_TEXT.encode(part.last() == null ? null : part.last().json(), stream);
      OffsetRange.Coder.of().encode(part.range(), stream);
    }

    @Override
    public SpanRange decode(InputStream stream) throws IOException {
      Span span = SpanCoder.of().decode(stream);
      String last = NULLABLE_TEXT.decode(stream);
      OffsetRange range = OffsetRange.Coder.of().decode(stream);
      return new SpanRange(span, last == null ? null : Offset.parse(last), range);
    }
  }
}
