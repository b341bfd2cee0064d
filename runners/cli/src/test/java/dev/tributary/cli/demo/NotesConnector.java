package dev.tributary.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.Authentication;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the notes that {@link NotesSimulator} has, with their changes and deletes. */
public final class NotesConnector implements ConnectorProvider {
  private static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required("id", Primitive.LONG),
              Field.of("text", Primitive.STRING),
              Field.required("updated", Primitive.TIMESTAMP)));

  @Override
  public String name() {
    return "notes";
  }

  @Override
  public String description() {
    return "Notes of tests";
  }

  @Override
  public List<Option> connectionOptions() {
    return List.of(
        Option.of("token", Option.Type.STRING, "The key to the notes.").asRequired().asSecret(),
        Option.of("base_url", Option.Type.URL, "Where.").asRequired().asSourceIdentity());
  }

  @Override
  public List<Option> tableOptions(String table) {
    return List.of();
  }

  @Override
  public List<String> knownTables() {
    return List.of("notes");
  }

  @Override
  public String account(Options connection) {
    return connection.url("base_url").getAuthority();
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    RestClient client =
        RestClient.of(connection.url("base_url"))
            .authentication(Authentication.bearer(connection.string("token")))
            .metrics(context.metrics())
            .build();
    return new Notes(client);
  }

  private record Notes(RestClient client) implements LakeflowConnect {
    @Override
    public List<String> listTables() {
      return List.of("notes");
    }

    @Override
    public StructType tableSchema(String table, Options options) {
      return SCHEMA;
    }

    @Override
    public TableMetadata tableMetadata(String table, Options options) {
      return TableMetadata.cdcWithDeletes("updated", "id");
    }

    @Override
    public Page readTable(String table, Offset start, Options options) {
      String position = start.isInitial() ? "0" : start.text("position");
      JsonNode answer = client.get("/changes", Map.of("after", position)).json();
      List<SourceRecord> records = new ArrayList<>();
      for (JsonNode change : answer.path("changes")) {
        var record = (ObjectNode) change;
        boolean isDelete = record.remove("deleted").booleanValue();
        records.add(isDelete ? SourceRecord.delete(record) : SourceRecord.upsert(record));
      }
      Offset end = Offset.of("position", answer.path("position").asLong());
      return answer.path("more").booleanValue() ? Page.of(records, end) : Page.last(records, end);
    }
  }
}
