package dev.tributary.connectors.github;

import dev.tributary.connectors.contract.ConnectorPage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocsTest {
  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    Path page = Path.of("..", "..", "docs", "connectors", "github.md");
    ConnectorPage.check(page, "GitHub", GithubTables.descriptions());
  }
}
