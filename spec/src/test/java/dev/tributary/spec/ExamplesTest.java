package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");

  @Test
  void theExampleLoadsATableOfEachKind() {
    PipelineSpec spec = draft("example").spec();

    assertThat(spec.tables())
        .extracting(table -> table.destination().toString())
        .containsExactly(
            "main.shop.customers",
            "main.shop.orders",
            "main.shop.orders_history",
            "main.shop.subscriptions",
            "main.shop.events",
            "main.shop.countries",
            "main.shop.countries_history");
    assertThat(spec.tables()).allSatisfy(table -> assertThat(table.connectorOptions()).isEmpty());
  }

  @Test
  void theExampleNeedsNothingFromItsMachine() {
    SpecDraft draft = draft("example");

    Connection connection =
        new ConnectionLoader(Map.of(), Files::readAllBytes).load(draft).orElseThrow();

    assertThat(draft.problems().list()).isEqualTo(List.of());
    assertThat(connection.connector()).isEqualTo("example");
    assertThat(connection.options().get("records").intValue()).isEqualTo(1000);
  }

  private static SpecDraft draft(String name) {
    return new SpecReader(Destination.Defaults.STANDARD)
        .read(new SpecLocator(EXAMPLES).locate(name).file());
  }
}
