package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Option;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.JavaFieldSchema;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldName;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.TypedSchemaTransformProvider;
import org.apache.beam.sdk.schemas.transforms.providers.ErrorHandling;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@link LakeflowIO#read()} for Beam YAML and other SDKs. Its outputs are {@code output}, the rows;
 * {@code positions}, one row whose field {@code positions} is where the next read is to start; and,
 * if error handling is configured, that one, with records that do not fit the table.
 */
public final class LakeflowReadSchemaTransformProvider
    extends TypedSchemaTransformProvider<LakeflowReadSchemaTransformProvider.Configuration> {
  private static final String IDENTIFIER = "beam:schematransform:dev.tributary:lakeflow_read:v1";
  private static final String OUTPUT = "output";
  private static final String POSITIONS = "positions";
  private static final Schema POSITIONS_SCHEMA = Schema.builder().addStringField(POSITIONS).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String identifier() {
    return IDENTIFIER;
  }

  @Override
  public String description() {
    return "Reads a table of a Lakeflow connector: the API of a service as rows.";
  }

  @Override
  public List<String> inputCollectionNames() {
    return List.of();
  }

  @Override
  public List<String> outputCollectionNames() {
    return List.of(OUTPUT, POSITIONS);
  }

  @Override
  protected Class<Configuration> configurationClass() {
    return Configuration.class;
  }

  @Override
  protected SchemaTransform from(Configuration configuration) {
    return new ReadTransform(configuration);
  }

  /** What is read. Its fields are public because Beam makes it of a row's fields. */
  @DefaultSchema(JavaFieldSchema.class)
  public static class Configuration {
    @SchemaFieldDescription("The name of the connector, as in zendesk.")
    public String connector;

    @SchemaFieldDescription(
        "The options of the connection, as in a connection file: credentials and where the source"
            + " is.")
    public @Nullable Map<String, String> connection;

    @SchemaFieldDescription("The table, named as the connector does.")
    public String table;

    @SchemaFieldDescription(
        "The options of the table. A list is written as in JSON: '[\"a\", \"b\"]'.")
    public @Nullable Map<String, String> options;

    @SchemaFieldDescription(
        "The path of the connector's namespace that has the table, as in [owner, repository].")
    public @Nullable List<String> namespace;

    @SchemaFieldDescription(
        "Where to start: what an earlier read gave as positions. Without it, at the beginning.")
    public @Nullable String start;

    @SchemaFieldDescription(
        "Where to end, as positions. Only of tables whose offsets have an order. Without it, where"
            + " the source does.")
    public @Nullable String end;

    @SchemaFieldDescription(
        "Whether deletes are left out. Else, where the source tells deletes, they are rows, and a"
            + " field _change_kind says upsert or delete.")
    @SchemaFieldName("without_deletes")
    public @Nullable Boolean withoutDeletes;

    @SchemaFieldDescription(
        "Whether and where to output records that do not fit the table. Without it the first one"
            + " fails the pipeline.")
    @SchemaFieldName("error_handling")
    public @Nullable Errors errorHandling;
  }

  /** As {@link ErrorHandling}, whose class a configuration of fields cannot hold. */
  @DefaultSchema(JavaFieldSchema.class)
  public static class Errors {
    @SchemaFieldDescription("The name of the output with records that do not fit the table.")
    public String output;
  }

  private static final class ReadTransform extends SchemaTransform {
    private static final long serialVersionUID = 1;

    private final ReadSettings settings;
    private final String errorOutput;

    ReadTransform(Configuration configuration) {
      this.settings = settings(configuration);
      this.errorOutput =
          configuration.errorHandling == null ? null : configuration.errorHandling.output;
    }

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      TableRead.Parts parts =
          new LakeflowIO.Read(settings).parts(input.getPipeline().begin(), true);
      PCollection<Row> positions =
          parts
              .positions()
              .apply(
                  "Positions",
                  MapElements.into(TypeDescriptors.rows())
                      .via(LakeflowReadSchemaTransformProvider::positionsRow))
              .setRowSchema(POSITIONS_SCHEMA);
      PCollectionRowTuple outputs =
          PCollectionRowTuple.of(OUTPUT, parts.rows()).and(POSITIONS, positions);
      return errorOutput == null
          ? outputs
          : outputs.and(
              errorOutput,
              parts
                  .badRecords()
                  .apply(
                      "Errors",
                      MapElements.into(TypeDescriptors.rows())
                          .via(LakeflowReadSchemaTransformProvider::errorRow))
                  .setRowSchema(ErrorHandling.errorSchemaBytes()));
    }
  }

  private static Row positionsRow(KV<ReadRequest, Positions> ends) {
    return Row.withSchema(POSITIONS_SCHEMA).addValue(ends.getValue().toJson()).build();
  }

  /** The record as the source sent it, and what is wrong with it. */
  private static Row errorRow(BadRecord bad) {
    return Row.withSchema(ErrorHandling.errorSchemaBytes())
        .addValues(bad.getRecord().getEncodedRecord(), bad.getFailure().getDescription())
        .build();
  }

  private static ReadSettings settings(Configuration configuration) {
    LakeflowIO.Read read =
        LakeflowIO.read()
            .withConnector(configuration.connector)
            .withConnection(lists(orEmpty(configuration.connection), List.of()))
            .from(
                configuration.namespace == null ? List.of() : configuration.namespace,
                configuration.table)
            .withOptions(lists(orEmpty(configuration.options), tableOptions(configuration)));
    if (configuration.start != null) {
      read = read.startingAt(Positions.parse(configuration.start));
    }
    if (configuration.end != null) {
      read = read.endingAt(Positions.parse(configuration.end));
    }
    if (configuration.withoutDeletes != null && configuration.withoutDeletes) {
      read = read.withoutDeletes();
    }
    boolean putsAside = configuration.errorHandling != null;
    return read.settings.with(changed -> changed.putsBadRecordsAside = putsAside);
  }

  private static Map<String, String> orEmpty(Map<String, String> values) {
    return values == null ? Map.of() : values;
  }

  private static List<Option> tableOptions(Configuration configuration) {
    try {
      return ConnectorSource.provider(configuration.connector).tableOptions(configuration.table);
    } catch (ConnectorException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  /** The values, with lists as such: a configuration's options are texts all. */
  private static Map<String, JsonNode> lists(Map<String, String> values, List<Option> declared) {
    var parsed = new HashMap<String, JsonNode>();
    values.forEach((name, text) -> parsed.put(name, TextNode.valueOf(text)));
    for (Option option : declared) {
      String text = values.get(option.name());
      if (option.type() == Option.Type.LIST && text != null && text.startsWith("[")) {
        try {
          parsed.put(option.name(), JSON.readTree(text));
        } catch (JsonProcessingException e) {
          throw new IllegalArgumentException(
              "Invalid option '" + option.name() + "': a list that is no JSON");
        }
      }
    }
    return parsed;
  }
}
