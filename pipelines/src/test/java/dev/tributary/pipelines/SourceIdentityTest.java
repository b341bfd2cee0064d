package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceIdentityTest {
  private final SourceIdentity identity =
      new SourceIdentity("github", "api.github.com", "issues", Map.of("owner", "a", "repo", "b"));

  @Test
  void whatIsStoredIsReadBack() {
    assertThat(SourceIdentity.of(identity.toJson())).isEqualTo(identity);
    assertThat(identity.differencesFrom(SourceIdentity.of(identity.toJson()))).isEmpty();
  }

  @Test
  void everyDifferenceIsNamedWithBothValues() {
    var other = new SourceIdentity("zendesk", "acme", "tickets", Map.of("owner", "x", "org", "y"));

    assertThat(identity.differencesFrom(other))
        .containsExactly(
            "connector 'zendesk' and not 'github'",
            "account 'acme' and not 'api.github.com'",
            "table 'tickets' and not 'issues'",
            "org 'y' and not unset",
            "owner 'x' and not 'a'",
            "repo unset and not 'b'");
  }
}
