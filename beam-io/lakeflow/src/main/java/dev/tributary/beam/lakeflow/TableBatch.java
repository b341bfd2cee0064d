package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * A batch of a table that is read for its rows.
 *
 * @param request what it was read for
 * @param span what it is part of
 * @param position where the next read of the span is to begin, if these pages are the end of this
 *     one; else null
 * @param pages the batch
 */
record TableBatch(ReadRequest request, Span span, Offset position, PageBatch pages) {
  TableBatch {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(pages, "pages");
  }

  /** Writes batches with their records as the JSON they hold. */
  static final class Coder extends AtomicCoder<TableBatch> {
    private static final long serialVersionUID = 1;
    private static final Coder INSTANCE = new Coder();
    private static final NullableCoder<String> NULLABLE_TEXT =
        NullableCoder.of(StringUtf8Coder.of());

    static Coder of() {
      return INSTANCE;
    }

    @Override
    public void encode(TableBatch batch, OutputStream stream) throws IOException {
      ReadRequest.Coder.of().encode(batch.request(), stream);
      SpanCoder.of().encode(batch.span(), stream);
      NULLABLE_TEXT.encode(batch.position() == null ? null : batch.position().json(), stream);
      PageBatchCoder.of().encode(batch.pages(), stream);
    }

    @Override
    public TableBatch decode(InputStream stream) throws IOException {
      ReadRequest request = ReadRequest.Coder.of().decode(stream);
      Span span = SpanCoder.of().decode(stream);
      String position = NULLABLE_TEXT.decode(stream);
      PageBatch pages = PageBatchCoder.of().decode(stream);
      return new TableBatch(request, span, position == null ? null : Offset.parse(position), pages);
    }
  }
}
