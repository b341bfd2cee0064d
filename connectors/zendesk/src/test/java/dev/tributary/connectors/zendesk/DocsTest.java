package dev.tributary.connectors.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What docs/connectors/zendesk.md says of tables and options is what the code says. {@code
 * -Ddocs.update=true} writes it anew.
 */
class DocsTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "connectors", "zendesk.md");
  private static final String BEGIN = "<!-- made from the code by DocsTest: begin -->\n";
  private static final String END = "<!-- made from the code by DocsTest: end -->\n";

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(end).isGreaterThanOrEqualTo(begin);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + made() + page.substring(end));
      return;
    }

    assertThat(page.substring(begin, end)).isEqualTo(made());
  }

  private static String made() {
    var text = new StringBuilder("\n| table | key | cursor | ingestion |\n|---|---|---|---|\n");
    for (ZendeskTable table : ZendeskTables.ALL) {
      TableDescription about = table.description();
      var metadata = about.metadata();
      String cursor = metadata.cursorField() == null ? "" : "`" + metadata.cursorField() + "`";
      text.append("| [`%s`](#%s) ".formatted(about.name(), about.name()))
          .append("| `%s` ".formatted(String.join("`, `", metadata.primaryKeys())))
          .append("| %s | `%s` |\n".formatted(cursor, metadata.ingestionType().id()));
    }
    ZendeskTables.ALL.forEach(table -> append(text, table.description()));
    return text.append('\n').toString();
  }

  private static void append(StringBuilder text, TableDescription table) {
    text.append("\n### ").append(table.name()).append("\n\n").append(table.summary());
    text.append(" [Zendesk's page](https://developer.zendesk.com/api-reference/")
        .append(table.page())
        .append(").\n\n| option | default | |\n|---|---|---|\n");
    for (Option option : table.options()) {
      String usual = option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`";
      String choices =
          option.choices().isEmpty() ? "" : " One of " + String.join(", ", option.choices()) + ".";
      text.append(
          "| `%s` | %s | %s%s |\n"
              .formatted(
                  option.name(),
                  option.required() ? "required" : usual,
                  option.description(),
                  choices));
    }
    if (!table.excluded().isEmpty()) {
      text.append("\nLeft out:\n\n");
      var byReason = new TreeMap<String, TreeSet<String>>();
      table
          .excluded()
          .forEach(
              (pointer, reason) ->
                  byReason.computeIfAbsent(reason, key -> new TreeSet<>()).add(pointer));
      byReason.forEach(
          (reason, pointers) -> text.append("* %s: %s\n".formatted(pointers(pointers), reason)));
    }
  }

  private static String pointers(TreeSet<String> pointers) {
    List<String> marked = new ArrayList<>();
    pointers.forEach(pointer -> marked.add("`" + pointer + "`"));
    return String.join(", ", marked);
  }
}
