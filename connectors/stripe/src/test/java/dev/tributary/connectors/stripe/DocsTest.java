package dev.tributary.connectors.stripe;

import dev.tributary.connectors.contract.ConnectorPage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocsTest {
  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    Path page = Path.of("..", "..", "docs", "connectors", "stripe.md");
    ConnectorPage.check(page, "Stripe", StripeTables.descriptions());
  }
}
