package dev.tributary.connectors.contract;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.ArrayList;
import java.util.List;

/** The connector of {@link ToySimulator}, with a flaw or without. */
record ToyProvider(Flaw flaw) implements ConnectorProvider {
  static final List<String> TABLES = List.of("items", "entries", "labels");

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String description() {
    return "A toy";
  }

  @Override
  public List<Option> connectionOptions() {
    return List.of(
        Option.of("base_url", Option.Type.URL, "Where.").asRequired(),
        Option.of("client_secret", Option.Type.STRING, "A secret.").asRequired().asSecret());
  }

  @Override
  public List<Option> tableOptions(String table) {
    check(table);
    var options = new ArrayList<Option>();
    if (!table.equals("labels")) {
      options.add(Option.of("start_date", Option.Type.INSTANT, "None before it."));
      if (flaw != Flaw.TAKES_NO_PAGE_LIMIT) {
        options.add(Option.of("max_records_per_batch", Option.Type.INTEGER, "Of a page."));
      }
    }
    if (table.equals("items")) {
      options.add(Option.of("shelf", Option.Type.STRING, "Which items, if not all."));
      options.add(Option.of("lookback_seconds", Option.Type.INTEGER, "What is read again."));
    }
    return options;
  }

  @Override
  public List<String> knownTables() {
    return flaw == Flaw.HAS_A_TABLE_THAT_NOBODY_CHECKS
        ? List.of("items", "entries", "labels", "attic")
        : TABLES;
  }

  void check(String table) {
    if (!TABLES.contains(table)) {
      String suggestion =
          flaw == Flaw.NAMES_NO_TABLE_FOR_AN_UNKNOWN_ONE ? "" : Names.suggestion(table, TABLES);
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Unknown table '" + table + "'. " + suggestion);
    }
  }

  @Override
  public String account(Options connection) {
    return connection.url("base_url").getAuthority();
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return create(connection, context, ContractTime.simulated());
  }

  ToyConnector create(Options connection, ConnectorContext context, ContractTime time) {
    var client =
        new ToyClient(
            connection.url("base_url"),
            connection.string("client_secret"),
            context.metrics(),
            time,
            flaw);
    return new ToyConnector(this, client, context.runStart(), time);
  }
}
