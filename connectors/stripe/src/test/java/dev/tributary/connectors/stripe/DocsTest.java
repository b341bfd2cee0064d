package dev.tributary.connectors.stripe;

import dev.tributary.connectors.contract.ConnectorPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocsTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "connectors", "stripe.md");

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    ConnectorPage.check(PAGE, "Stripe", StripeTables.descriptions());
  }

  @Test
  void everyTypeOfEventStandsOnThePage() throws IOException {
    var text = new StringBuilder("\n| type | tables |\n|---|---|\n");
    EventMap.tables()
        .forEach((type, tables) -> text.append("| `%s` | %s |\n".formatted(type, list(tables))));
    text.append("\nOf these no table is read; a name with `*` stands for all that begin so:\n\n");
    var byReason = new TreeMap<String, TreeSet<String>>();
    EventMap.IGNORED.forEach(
        (name, reason) ->
            byReason
                .computeIfAbsent(reason, key -> new TreeSet<>())
                .add(name.endsWith(".") ? name + "*" : name));
    byReason.forEach((reason, names) -> text.append("* %s: %s\n".formatted(list(names), reason)));
    ConnectorPage.check(PAGE, "DocsTest, events", text.append('\n').toString());
  }

  private static String list(Collection<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
