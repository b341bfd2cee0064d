package dev.tributary.connectors.contract;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.contract.ContractSource.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The suite on the toy connector. Has no name of a test, for {@link ContractSuiteTest} runs it. */
class ToyContract extends ConnectorContractTest {
  /** What is wrong with the connector in the next run of the suite. */
  static Flaw flaw = Flaw.NONE;

  /** Variables of the next run of the suite. */
  static Map<String, String> environment = Map.of();

  @Override
  protected ConnectorProvider provider() {
    return new ToyProvider(flaw);
  }

  @Override
  protected ContractSource source() {
    return ContractSource.simulated(new ToySimulator(), Tokens.RENEWED);
  }

  @Override
  protected List<ContractTable> tables() {
    return List.of(
        ContractTable.of("items")
            .costing(100, 2)
            .without(Capability.BACKDATED_ROWS, "items are dated when they change"),
        ContractTable.of("entries")
            .costing(100, 1)
            .without(Capability.UPDATES, "entries never change")
            .without(Capability.DELETES, "entries are never deleted")
            .without(Capability.LOOKBACK, "entries are numbered in the order in which they come")
            .without(Capability.PARTITIONS, "the API has no part of the entries"),
        ContractTable.of("labels")
            .costing(100, 1)
            .without(Capability.LOOKBACK, "labels are listed whole")
            .without(Capability.PAGE_LIMIT, "labels are listed whole")
            .without(Capability.PARTITIONS, "the API has no part of the labels"));
  }

  @Override
  protected LakeflowConnect connect(
      Options connection, ConnectorContext context, ContractTime time) {
    return new ToyProvider(flaw).create(connection, context, time);
  }

  @Override
  protected Map<String, String> environment() {
    return environment;
  }

  @Override
  protected Optional<WriteBack> writeBack(Options connection, ContractTime time) {
    return Optional.of(new ToyWriter(connection, time));
  }

  private record ToyWriter(Options connection, ContractTime time) implements WriteBack {
    @Override
    public String table() {
      return "items";
    }

    @Override
    public void insert(String marker) {
      send("POST", "/items", "name=" + marker + "&at=" + now());
    }

    @Override
    public void delete(String marker) {
      send("DELETE", "/items/" + marker + "?at=" + now(), "");
    }

    private Instant now() {
      return time.instant();
    }

    private void send(String method, String target, String body) {
      URI base = connection.url("base_url");
      try {
        HttpClient client = HttpClient.newHttpClient();
        String token =
            client
                .send(
                    HttpRequest.newBuilder(base.resolve("/token"))
                        .POST(
                            HttpRequest.BodyPublishers.ofString(
                                "secret=" + ToySimulator.encode(ToySimulator.SECRET)))
                        .build(),
                    BodyHandlers.ofString())
                .body()
                .replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
        client.send(
            HttpRequest.newBuilder(base.resolve(target))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding());
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
