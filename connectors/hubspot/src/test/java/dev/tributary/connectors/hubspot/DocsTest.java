package dev.tributary.connectors.hubspot;

import dev.tributary.connectors.contract.ConnectorPage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocsTest {
  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    Path page = Path.of("..", "..", "docs", "connectors", "hubspot.md");
    ConnectorPage.check(page, "HubSpot", ObjectTable.descriptions());
  }
}
