package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Option;
import dev.tributary.connectors.TableDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A connector's page of documentation, of which a part is made from the code: between two comments
 * stand the tables, their options and what is left out of them. With {@code -Ddocs.update=true} the
 * part is written anew instead of being checked.
 */
public final class ConnectorPage {
  private static final String TABLES = "DocsTest";

  private ConnectorPage() {}

  /**
   * Fails if the page does not say of its tables what the code says.
   *
   * @param source the source's name, as in a sentence
   */
  public static void check(Path page, String source, List<TableDescription> tables)
      throws IOException {
    check(page, TABLES, made(source, tables));
  }

  /**
   * Fails if another part of the page, made from the code too, is not this one.
   *
   * @param name of the part: it stands between the comments {@code made from the code by NAME:
   *     begin} and {@code end}
   */
  public static void check(Path page, String name, String made) throws IOException {
    String begin = "<!-- made from the code by " + name + ": begin -->\n";
    String text = Files.readString(page);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- made from the code by " + name + ": end -->\n");
    assertThat(to).as("where the part %s of %s ends", name, page).isGreaterThanOrEqualTo(from);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(page, text.substring(0, from) + made + text.substring(to));
      return;
    }

    assertThat(text.substring(from, to)).isEqualTo(made);
  }

  private static String made(String source, List<TableDescription> tables) {
    var text = new StringBuilder("\n| table | key | cursor | ingestion |\n|---|---|---|---|\n");
    for (TableDescription table : tables) {
      var metadata = table.metadata();
      String cursor = metadata.cursorField() == null ? "" : "`" + metadata.cursorField() + "`";
      text.append("| [`%s`](#%s) ".formatted(table.name(), table.name()))
          .append("| %s ".formatted(marked(metadata.primaryKeys())))
          .append("| %s | `%s` |\n".formatted(cursor, metadata.ingestionType().id()));
    }
    tables.forEach(table -> append(text, source, table));
    return text.append('\n').toString();
  }

  private static void append(StringBuilder text, String source, TableDescription table) {
    text.append("\n### %s\n\n%s ".formatted(table.name(), table.summary()))
        .append("[%s's page](%s).\n".formatted(source, table.page()))
        .append("\n| option | default | |\n|---|---|---|\n");
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
          (reason, pointers) -> text.append("* %s: %s\n".formatted(marked(pointers), reason)));
    }
  }

  private static String marked(Collection<String> names) {
    var marked = new ArrayList<String>();
    names.forEach(name -> marked.add("`" + name + "`"));
    return String.join(", ", marked);
  }
}
