package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** What a read was told so far. Changed only while it is copied. */
final class ReadSettings implements Serializable {
  private static final long serialVersionUID = 1;

  String connector;
  Map<String, JsonNode> connection = Map.of();
  List<String> namespace = List.of();
  String table;
  Map<String, JsonNode> options = Map.of();
  Positions start = Positions.INITIAL;
  Positions end;
  boolean dropsDeletes;
  boolean putsBadRecordsAside;
  ErrorHandler<BadRecord, ?> errorHandler;
  Instant runStart;
  Duration outOfOrderness;
  int splits = 8;
  BatchTarget batches = BatchTarget.DEFAULT;

  /** These settings but for a change. */
  ReadSettings with(Consumer<ReadSettings> change) {
    var copy = new ReadSettings();
    copy.connector = connector;
    copy.connection = connection;
    copy.namespace = namespace;
    copy.table = table;
    copy.options = options;
    copy.start = start;
    copy.end = end;
    copy.dropsDeletes = dropsDeletes;
    copy.putsBadRecordsAside = putsBadRecordsAside;
    copy.errorHandler = errorHandler;
    copy.runStart = runStart;
    copy.outOfOrderness = outOfOrderness;
    copy.splits = splits;
    copy.batches = batches;
    change.accept(copy);
    return copy;
  }

  ReadRequest request() {
    ReadRequest whole = ReadRequest.of(Map.of()).startingAt(start);
    return end == null ? whole : whole.endingAt(end);
  }

  /** Shows what is known to be no secret. */
  void populate(DisplayData.Builder builder) {
    builder
        .addIfNotNull(item("connector", connector, "Connector"))
        .addIfNotNull(item("table", table, "Table"))
        .addIfNotNull(item("startingAt", start.toJson(), "Starting at"))
        .addIfNotNull(item("endingAt", end == null ? null : end.toJson(), "Ending at"))
        .addIfNotDefault(
            DisplayData.item("withoutDeletes", dropsDeletes).withLabel("Without deletes"), false);
    if (!namespace.isEmpty()) {
      builder.add(
          DisplayData.item("namespace", String.join(".", namespace)).withLabel("Namespace"));
    }
    if (runStart != null) {
      builder.add(DisplayData.item("runStart", runStart).withLabel("Run start"));
    }
    if (outOfOrderness != null) {
      builder.add(DisplayData.item("outOfOrderness", outOfOrderness).withLabel("Out-of-orderness"));
    }
    try {
      ConnectorProvider provider = ConnectorSource.provider(connector);
      populate(builder, "connection.", provider.connectionOptions(), connection);
      populate(builder, "options.", provider.tableOptions(table), options);
    } catch (RuntimeException e) {
      // Display data are asked for at any time: what is wrong with the settings, expand says.
    }
  }

  private static DisplayData.ItemSpec<String> item(String key, String value, String label) {
    return DisplayData.item(key, value).withLabel(label);
  }

  /** Only values that are what they should be: in the place of another a secret may stand. */
  private static void populate(
      DisplayData.Builder builder,
      String prefix,
      List<Option> declared,
      Map<String, JsonNode> values) {
    Options checked = Options.check(declared, values).options();
    for (Option option : declared) {
      if (!option.secret() && values.containsKey(option.name()) && checked.has(option.name())) {
        JsonNode value = checked.values().get(option.name());
        builder.add(
            DisplayData.item(
                    prefix + option.name(), value.isTextual() ? value.asText() : value.toString())
                .withLabel(option.description()));
      }
    }
  }
}
