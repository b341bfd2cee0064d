package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.SourceRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Writes batches with their records as the JSON they hold. */
// A batch outlives no pipeline, so that the order of constants cannot change under it.
@SuppressWarnings("EnumOrdinal")
public final class PageBatchCoder extends AtomicCoder<PageBatch> {
  private static final long serialVersionUID = 1;
  private static final PageBatchCoder INSTANCE = new PageBatchCoder();
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final Coder<String> NULLABLE_TEXT = NullableCoder.of(TEXT);
  private static final ByteArrayCoder BYTES = ByteArrayCoder.of();

  private PageBatchCoder() {}

  public static PageBatchCoder of() {
    return INSTANCE;
  }

  /** How Beam finds the coder of {@link PageBatch}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(PageBatch.class), INSTANCE);
  }

  @Override
  public void encode(PageBatch batch, OutputStream stream) throws IOException {
    var data = new DataOutputStream(stream);
    data.writeInt(batch.span());
    TEXT.encode(batch.from().json(), data);
    TEXT.encode(batch.to().json(), data);
    data.writeByte(batch.ending().ordinal());
    NULLABLE_TEXT.encode(batch.failure(), data);
    ReadStatistics statistics = batch.statistics();
    data.writeLong(statistics.pages());
    data.writeLong(statistics.requests());
    data.writeLong(statistics.retries());
    data.writeLong(statistics.waitingMillis());
    data.writeLong(statistics.workingMillis());
    data.writeInt(batch.records().size());
    for (SourceRecord record : batch.records()) {
      data.writeByte(record.kind().ordinal());
      BYTES.encode(record.toBytes(), data);
    }
  }

  @Override
  public PageBatch decode(InputStream stream) throws IOException {
    var data = new DataInputStream(stream);
    int span = data.readInt();
    Offset from = Offset.parse(TEXT.decode(data));
    Offset to = Offset.parse(TEXT.decode(data));
    Ending ending = Ending.values()[data.readByte()];
    String failure = NULLABLE_TEXT.decode(data);
    var statistics =
        new ReadStatistics(
            data.readLong(), data.readLong(), data.readLong(), data.readLong(), data.readLong());
    int size = data.readInt();
    List<SourceRecord> records = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      ChangeKind kind = ChangeKind.values()[data.readByte()];
      records.add(SourceRecord.of(kind, BYTES.decode(data)));
    }
    return new PageBatch(span, from, to, ending, failure, records, statistics);
  }
}
