package dev.tributary.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.contract.NpmPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The simulator as HubSpot's own client sees it: npm's {@code @hubspot/api-client}, whose package
 * names the ISC licence and holds the text of the Apache License 2.0. It is fetched with npm and is
 * not part of this project. It asks by numbered versions, which the simulator answers as it does
 * those by date.
 */
class SimulatorFidelityTest {
  private static final String CLIENT = "@hubspot/api-client@14.0.1";

  @Test
  void anotherClientReadsAllOfIt() throws IOException, InterruptedException {
    Optional<Path> client = NpmPackage.installed(CLIENT);
    assumeTrue(client.isPresent(), "Skipped: npm is not there or cannot fetch " + CLIENT);
    try (var account =
        new Account(
            "records=230&day=2&associations=1500&requests_per_ten_seconds=100000"
                + "&searches_per_second=100000")) {
      List<String> printed =
          NpmPackage.node(
              client.get(),
              script(),
              account.server().url().toString(),
              String.join(",", ObjectType.standardNames()));
      JsonNode read = new ObjectMapper().readTree(String.join("\n", printed));

      assertThat(read.fieldNames()).toIterable().hasSize(10).contains("p1234567_machine");
      read.fields().forEachRemaining(entry -> check(account, entry.getKey(), entry.getValue()));
    }
  }

  private static void check(Account account, String table, JsonNode read) {
    List<ObjectNode> rows = account.table(table).rows();
    assertThat(ids(read.path("listed")))
        .as(table)
        .isEqualTo(rows.stream().map(row -> row.path("id").asText()).toList());
    assertThat(ids(read.path("batched"))).as(table).isEqualTo(ids(read.path("listed")));
    assertThat(read.path("found").toString())
        .as(table)
        .isEqualTo(new ObjectMapper().valueToTree(ids(read.path("listed"))).toString());
    assertThat(read.path("archived")).as(table).hasSize(3).allMatch(r -> r.has("archivedAt"));
    assertThat(read.path("isSame").booleanValue()).as(table).isTrue();
    Map<String, JsonNode> associated = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      ObjectNode row = rows.get(i);
      JsonNode listed = read.path("listed").path(i);
      assertThat(Instant.parse(listed.path("updatedAt").asText()))
          .isEqualTo(Instant.parse(row.path("updatedAt").asText()));
      row.path("properties")
          .fields()
          .forEachRemaining(
              value ->
                  assertThat(listed.path("properties").path(value.getKey()).asText())
                      .isEqualTo(value.getValue().asText()));
      // In the order of the ids, as the list.
      assertThat((Object) read.path("batched").path(i).path("properties"))
          .isEqualTo(listed.path("properties"));
      JsonNode ids = row.path("associations").path(read.path("to").asText());
      if (!ids.isMissingNode()) {
        associated.put(row.path("id").asText(), ids);
      }
    }
    assertThat((Object) read.path("associated"))
        .as(table)
        .isEqualTo(new ObjectMapper().valueToTree(associated));
  }

  private static List<String> ids(JsonNode objects) {
    var ids = new ArrayList<String>();
    objects.forEach(object -> ids.add(object.path("id").asText()));
    return ids;
  }

  private static String script() throws IOException {
    try (InputStream in = SimulatorFidelityTest.class.getResourceAsStream("read-all.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
