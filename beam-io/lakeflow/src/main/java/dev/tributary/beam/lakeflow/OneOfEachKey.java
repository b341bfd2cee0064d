package dev.tributary.beam.lakeflow;

import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * Gives the rows of a table that was listed twice once each: of two that differ either one, for
 * both were there while it was read. Such tables are small, so that their rows can be shuffled.
 */
final class OneOfEachKey extends PTransform<PCollection<KV<ReadRequest, Row>>, PCollection<Row>> {
  private static final long serialVersionUID = 1;

  private final TableShape shape;

  OneOfEachKey(TableShape shape) {
    this.shape = shape;
  }

  @Override
  public PCollection<Row> expand(PCollection<KV<ReadRequest, Row>> listed) {
    Schema schema = shape.schema();
    Schema keys =
        Schema.of(shape.keys().stream().map(schema::getField).toArray(Schema.Field[]::new));
    return listed
        .apply(
            "AtOneTime",
            Window.<KV<ReadRequest, Row>>configure()
                .withTimestampCombiner(TimestampCombiner.EARLIEST))
        .apply("ByKey", ParDo.of(new KeyFn(keys)))
        .setCoder(
            KvCoder.of(KvCoder.of(ReadRequest.Coder.of(), RowCoder.of(keys)), RowCoder.of(schema)))
        .apply("SameKeys", GroupByKey.create())
        .apply("One", ParDo.of(new OneFn()))
        .setRowSchema(schema);
  }

  private static final class KeyFn
      extends DoFn<KV<ReadRequest, Row>, KV<KV<ReadRequest, Row>, Row>> {
    private static final long serialVersionUID = 1;

    private final Schema keys;

    KeyFn(Schema keys) {
      this.keys = keys;
    }

    @ProcessElement
    public void process(
        @Element KV<ReadRequest, Row> listed, OutputReceiver<KV<KV<ReadRequest, Row>, Row>> out) {
      Row row = listed.getValue();
      List<Object> key = keys.getFieldNames().stream().<Object>map(row::getValue).toList();
      out.output(KV.of(KV.of(listed.getKey(), Row.withSchema(keys).attachValues(key)), row));
    }
  }

  private static final class OneFn extends DoFn<KV<KV<ReadRequest, Row>, Iterable<Row>>, Row> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element KV<KV<ReadRequest, Row>, Iterable<Row>> same, OutputReceiver<Row> out) {
      out.output(same.getValue().iterator().next());
    }
  }
}
