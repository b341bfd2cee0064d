package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.schemas.transforms.providers.ErrorHandling;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class ReadTransformProviderTest {
  private static final String IDENTIFIER = "beam:schematransform:dev.tributary:lakeflow_read:v1";
  private static final Span WHOLE = new Span(0, Flow.CHANGES, null, Offset.INITIAL);

  private final Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
  private final SchemaTransformProvider provider =
      StreamSupport.stream(ServiceLoader.load(SchemaTransformProvider.class).spliterator(), false)
          .filter(found -> found.identifier().equals(IDENTIFIER))
          .findFirst()
          .orElseThrow();

  @Test
  void everyFieldOfTheConfigurationIsDescribedAndNamedAsInYaml() {
    Schema schema = provider.configurationSchema();

    assertThat(schema.getFieldNames())
        .containsExactlyInAnyOrder(
            "connector",
            "connection",
            "table",
            "options",
            "namespace",
            "start",
            "end",
            "without_deletes",
            "error_handling");
    assertThat(schema.getFields())
        .allSatisfy(field -> assertThat(field.getDescription()).isNotEmpty());
    assertThat(schema.getFields().stream().filter(field -> !field.getType().getNullable()))
        .extracting(Schema.Field::getName)
        .containsExactlyInAnyOrder("connector", "table");
    assertThat(provider.outputCollectionNames()).containsExactly("output", "positions");
  }

  @Test
  void rowsPositionsAndErrorsAreOutputs() {
    var source = new ScriptedSource();
    source.lay(
        WHOLE,
        List.of(
            Page.last(
                List.of(upsert("{\"id\":1}"), upsert("{\"id\":\"é\"}")),
                ScriptedSource.offset(1))));

    PCollectionRowTuple outputs =
        PCollectionRowTuple.empty(pipeline)
            .apply(
                provider.from(
                    configuration()
                        .withFieldValue("connection", source.connection())
                        .withFieldValue("error_handling", errorHandling("bad"))
                        .build()));

    Schema rows = outputs.get("output").getSchema();
    PAssert.that(outputs.get("output"))
        .containsInAnyOrder(Row.withSchema(rows).addValue(1L).build());
    Schema positions = outputs.get("positions").getSchema();
    PAssert.that(outputs.get("positions"))
        .containsInAnyOrder(
            Row.withSchema(positions)
                .addValue(Positions.INITIAL.with(WHOLE, ScriptedSource.offset(1)).toJson())
                .build());
    assertThat(outputs.get("bad").getSchema()).isEqualTo(ErrorHandling.errorSchemaBytes());
    PAssert.that(outputs.get("bad"))
        .containsInAnyOrder(
            Row.withSchema(ErrorHandling.errorSchemaBytes())
                .addValues(
                    "{\"id\":\"é\"}".getBytes(StandardCharsets.UTF_8),
                    "Cannot read a record of table 'records' of connector 'scripted': column 'id'"
                        + " holds a value that is not a 64-bit integer. Its key: id=é")
                .build());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aReadGoesOnFromGivenPositionsAndTakesListsAsJson() {
    var source = new ScriptedSource();
    var span = new Span(0, Flow.CHANGES, "é", ScriptedSource.offset(4));
    source.lay(span, List.of(Page.last(ScriptedSource.records(7, 1), ScriptedSource.offset(5))));

    PCollectionRowTuple outputs =
        PCollectionRowTuple.empty(pipeline)
            .apply(
                provider.from(
                    configuration()
                        .withFieldValue("connection", source.connection())
                        .withFieldValue("options", Map.of("regions", "[\"é\"]"))
                        .withFieldValue("without_deletes", true)
                        .withFieldValue(
                            "start", Positions.INITIAL.with(span, span.start()).toJson())
                        .build()));

    assertThat(outputs.getAll()).containsOnlyKeys("output", "positions");
    Schema rows = outputs.get("output").getSchema();
    PAssert.that(outputs.get("output"))
        .containsInAnyOrder(Row.withSchema(rows).addValue(7L).build());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void wrongConfigurationsAreRefusedWithoutTheirValues() {
    assertThatThrownBy(
            () ->
                provider.from(
                    configuration()
                        .withFieldValue("options", Map.of("regions", "[secret"))
                        .build()))
        .hasStackTraceContaining("Invalid option 'regions': a list that is no JSON")
        .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("secret"));
    assertThatThrownBy(
            () -> provider.from(configuration().withFieldValue("start", "nowhere").build()))
        .hasStackTraceContaining("Invalid positions: nowhere");
    assertThatThrownBy(
            () -> provider.from(configuration().withFieldValue("table", "recrods").build()))
        .hasStackTraceContaining("Did you mean 'records'?");
  }

  private Row.FieldValueBuilder configuration() {
    return Row.withSchema(provider.configurationSchema())
        .withFieldValue("connector", "scripted")
        .withFieldValue("table", "records");
  }

  private Row errorHandling(String output) {
    Schema schema =
        provider.configurationSchema().getField("error_handling").getType().getRowSchema();
    return Row.withSchema(schema).withFieldValue("output", output).build();
  }

  private static SourceRecord upsert(String json) {
    return SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8));
  }
}
