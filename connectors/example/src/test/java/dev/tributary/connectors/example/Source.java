package dev.tributary.connectors.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The connector as the framework sees it: made by its provider, from checked options. */
final class Source {
  static final ExampleConnectorProvider PROVIDER = new ExampleConnectorProvider();

  private final ExampleConnector connector;

  private Source(ExampleConnector connector) {
    this.connector = connector;
  }

  /** A connection with the given options: name, value, name, value … */
  static Source with(Object... namesAndValues) {
    Options connection = options(PROVIDER.connectionOptions(), namesAndValues);
    var context = new ConnectorContext(Instant.parse("2026-01-01T00:00:00Z"), ReadMetrics.NONE);
    return new Source((ExampleConnector) PROVIDER.create(connection, context));
  }

  static Options tableOptions(String table, Object... namesAndValues) {
    return options(PROVIDER.tableOptions(table), namesAndValues);
  }

  static Options options(List<Option> declared, Object... namesAndValues) {
    var values = new LinkedHashMap<String, JsonNode>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(
          (String) namesAndValues[i],
          JsonNodeFactory.instance.textNode(namesAndValues[i + 1].toString()));
    }
    return Options.check(declared, Map.copyOf(values)).orThrow();
  }

  ExampleConnector connector() {
    return connector;
  }

  Page page(String table, Offset start) {
    return connector.readTable(table, start, tableOptions(table));
  }

  /** All records of a read, as text: kind and JSON. */
  List<String> read(String table, Object... options) {
    Options checked = tableOptions(table, options);
    return texts(pages(start -> connector.readTable(table, start, checked)));
  }

  List<String> readDeletes(String table, Object... options) {
    Options checked = tableOptions(table, options);
    return texts(pages(start -> connector.readTableDeletes(table, start, checked)));
  }

  List<String> readPartition(String table, String partition) {
    Options none = tableOptions(table);
    return texts(pages(start -> connector.readPartition(table, partition, start, none)));
  }

  List<SourceRecord> records(String table) {
    return pages(start -> page(table, start)).stream()
        .flatMap(page -> page.records().stream())
        .toList();
  }

  /** Reads until a page is the last one. */
  static List<Page> pages(Function<Offset, Page> read) {
    var pages = new ArrayList<Page>();
    Offset start = Offset.INITIAL;
    Page page;
    do {
      page = read.apply(start);
      pages.add(page);
      start = page.end();
    } while (!page.last());
    return pages;
  }

  static List<String> texts(List<Page> pages) {
    return pages.stream().flatMap(page -> page.records().stream()).map(Source::text).toList();
  }

  static String text(SourceRecord record) {
    return record.kind() + " " + record.toTree();
  }
}
