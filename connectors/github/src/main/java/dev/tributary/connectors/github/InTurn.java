package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Reads partitions one after the other under one offset, for callers that do not read them side by
 * side: {@code {"partitions": {name: offset, …}, "reading": name}}. At rest nothing is being read.
 */
final class InTurn {
  private InTurn() {}

  static Page read(List<String> names, Offset start, BiFunction<String, Offset, Page> reader) {
    var state = JsonNodeFactory.instance.objectNode();
    if (start.value() instanceof ObjectNode given) {
      state = given;
    }
    ObjectNode offsets = state.withObject("/partitions");
    int at = Math.max(0, names.indexOf(state.path("reading").asText()));
    String name = names.get(at);
    Offset from = offsets.has(name) ? Offset.of(offsets.get(name)) : Offset.INITIAL;
    Page page = reader.apply(name, from);
    offsets.set(name, page.end().value());
    boolean done = page.last() || page.end().equals(from);
    if (done && at == names.size() - 1) {
      state.remove("reading");
      return Page.last(page.records(), Offset.of(state));
    }
    state.put("reading", done ? names.get(at + 1) : name);
    return Page.of(page.records(), Offset.of(state));
  }
}
