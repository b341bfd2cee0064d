package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.Secrets;
import dev.tributary.connectors.SupportsNamespaces;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a read's settings come to, found while a pipeline is made: the table and what is known of
 * it.
 *
 * @param source the table
 * @param shape its columns, keys and deletes
 */
record ReadTarget(ConnectorSource source, TableShape shape) {

  /**
   * Checks settings and asks the connector what the table is like.
   *
   * @param optionsFollow whether requests bring further options, so that required ones may be
   *     missing yet
   * @throws IllegalArgumentException if a setting is missing or wrong
   * @throws ConnectorException if the source cannot tell
   */
  static ReadTarget of(ReadSettings settings, boolean optionsFollow) {
    require(settings.connector, "connector", "withConnector(…)");
    require(settings.table, "table", "from(…)");
    Secrets secrets = Secrets.NONE;
    try {
      ConnectorProvider provider = ConnectorSource.provider(settings.connector);
      Options connection =
          Options.check(provider.connectionOptions(), settings.connection).orThrow();
      secrets = secrets.and(connection);
      Instant runStart =
          settings.runStart == null
              ? Instant.now()
              : Instant.ofEpochMilli(settings.runStart.getMillis());
      var context = new ConnectorContext(runStart, ReadMetrics.NONE);
      try (LakeflowConnect connector = provider.create(connection, context)) {
        Options options =
            check(
                provider.tableOptions(settings.table),
                withNamespace(connector, settings),
                optionsFollow);
        var table = new OpenTable(connector, settings.table, options);
        TableShape shape = TableShape.of(table, settings.dropsDeletes);
        ReadPlan.checkEnd(table, shape, settings.request(), Ranges.of(table));
        if (settings.outOfOrderness != null && EventTimes.of(shape).isEmpty()) {
          throw new ConnectorException(
              Category.CONFIGURATION,
              "Cannot follow a watermark: the cursor of table '"
                  + settings.table
                  + "' is no timestamp or date. Leave withWatermark(…) out");
        }
        return new ReadTarget(
            new ConnectorSource(settings.connector, connection, settings.table, options, runStart),
            shape);
      }
    } catch (ConnectorException e) {
      String message = secrets.clean(e.getMessage());
      if (e.category() == Category.CONFIGURATION) {
        throw new IllegalArgumentException(message);
      }
      throw new ConnectorException(e.category(), message);
    }
  }

  private static void require(String value, String what, String method) {
    if (value == null) {
      throw new IllegalArgumentException("Cannot read: no " + what + " is given. Use " + method);
    }
  }

  private static Map<String, JsonNode> withNamespace(
      LakeflowConnect connector, ReadSettings settings) {
    if (settings.namespace.isEmpty()) {
      return settings.options;
    }
    if (!(connector instanceof SupportsNamespaces named)) {
      throw new ConnectorException(
          Category.CONFIGURATION,
          "Cannot read from namespace "
              + settings.namespace
              + ": connector '"
              + settings.connector
              + "' has no namespaces. Use from(\""
              + settings.table
              + "\")");
    }
    var all = new TreeMap<>(settings.options);
    OptionValues.of(named.namespaceOptions(settings.namespace))
        .forEach(
            (name, value) -> {
              JsonNode other = all.put(name, value);
              if (other != null && !other.equals(value)) {
                throw new ConnectorException(
                    Category.CONFIGURATION,
                    "Option '"
                        + name
                        + "' is given and follows from namespace "
                        + settings.namespace
                        + " as another value. Leave one of them out");
              }
            });
    return all;
  }

  private static Options check(
      List<Option> declared, Map<String, JsonNode> values, boolean optionsFollow) {
    Options.Checked checked = Options.check(declared, values);
    boolean onlyMissing =
        checked.problems().stream().noneMatch(problem -> values.containsKey(problem.option()));
    return optionsFollow && onlyMissing ? checked.options() : checked.orThrow();
  }
}
