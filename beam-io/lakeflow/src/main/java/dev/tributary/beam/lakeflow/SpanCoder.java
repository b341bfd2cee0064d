package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Writes spans with their offsets as JSON. */
// A span outlives no pipeline, so that the order of constants cannot change under it.
@SuppressWarnings("EnumOrdinal")
final class SpanCoder extends AtomicCoder<Span> {
  private static final long serialVersionUID = 1;
  private static final SpanCoder INSTANCE = new SpanCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final NullableCoder<String> NULLABLE_TEXT = NullableCoder.of(TEXT);

  static SpanCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Span span, OutputStream stream) throws IOException {
    var data = new DataOutputStream(stream);
    data.writeInt(span.id());
    data.writeByte(span.flow().ordinal());
    NULLABLE_TEXT.encode(span.partition(), data);
    TEXT.encode(span.start().json(), data);
    data.writeInt(span.listings());
  }

  @Override
  public Span decode(InputStream stream) throws IOException {
    var data = new DataInputStream(stream);
    int id = data.readInt();
    Flow flow = Flow.values()[data.readByte()];
    String partition = NULLABLE_TEXT.decode(data);
    Offset start = Offset.parse(TEXT.decode(data));
    return new Span(id, flow, partition, start, data.readInt());
  }
}
