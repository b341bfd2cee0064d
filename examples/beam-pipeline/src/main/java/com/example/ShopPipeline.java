package com.example;

import dev.tributary.beam.delta.DeltaCommit;
import dev.tributary.beam.delta.DeltaIO;
import dev.tributary.beam.delta.DeltaWrite;
import dev.tributary.beam.delta.DeltaWriteResult;
import dev.tributary.beam.lakeflow.LakeflowIO;
import dev.tributary.beam.lakeflow.Positions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation.Required;
import org.apache.beam.sdk.schemas.transforms.AddFields;
import org.apache.beam.sdk.schemas.transforms.DropFields;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * A shop's customers and orders in Delta tables: customers as they are, without their addresses,
 * and of orders every version. Each run goes on where the last one ended.
 */
public final class ShopPipeline {
  /** Options besides those of the runner. */
  public interface Options extends PipelineOptions {
    @Description("The directory of the tables, and of the files that say how far they are read")
    @Required
    String getWarehouse();

    void setWarehouse(String warehouse);

    @Description("The day of the demo: each day some rows are new, changed or deleted")
    @Default.Integer(1)
    int getDay();

    void setDay(int day);
  }

  private final Options options;
  private final Pipeline pipeline;

  private ShopPipeline(Options options) {
    this.options = options;
    this.pipeline = Pipeline.create(options);
  }

  public static void main(String[] arguments) throws IOException {
    new ShopPipeline(
            PipelineOptionsFactory.fromArgs(arguments).withValidation().as(Options.class))
        .run();
  }

  private void run() throws IOException {
    load(
        "customers",
        DropFields.fields("address"),
        DeltaIO.upsert().withPrimaryKeys("id").withSequenceBy("updated_at"));
    load(
        "orders",
        AddFields.<Row>create().field("shop", org.apache.beam.sdk.schemas.Schema.FieldType.STRING, "main street"),
        DeltaIO.history().withPrimaryKeys("id").withSequenceBy("updated_at"));
    pipeline.run().waitUntilFinish();
  }

  private void load(
      String table, PTransform<PCollection<Row>, PCollection<Row>> change, DeltaWrite write)
      throws IOException {
    Path positions = Path.of(options.getWarehouse(), table + ".positions");
    LakeflowIO.Result read =
        pipeline.apply(
            "Read " + table,
            LakeflowIO.read()
                .from(table)
                .withConnector("example")
                .withConnection(Map.of("records", 2000, "day", options.getDay()))
                .startingAt(
                    Files.exists(positions)
                        ? Positions.parse(Files.readString(positions).strip())
                        : Positions.INITIAL)
                .withPositions());
    DeltaWriteResult written =
        read.rows()
            .apply("Change " + table, change)
            .apply("Write " + table, write.to(options.getWarehouse() + "/" + table));
    written.commits().apply("Tell of " + table, ParDo.of(new TellFn()));
    // Not before the rows are safe: what is read and not committed is read again by the next run.
    read.positions()
        .apply("Wait for " + table, Wait.on(written.commits()))
        .apply(
            "Text of " + table,
            MapElements.into(TypeDescriptors.strings()).via(Positions::toJson))
        .apply(
            "Keep " + table, TextIO.write().to(positions.toString()).withoutSharding());
  }

  private static final class TellFn extends DoFn<DeltaCommit, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element DeltaCommit commit) {
      System.out.println(commit);
    }
  }
}
