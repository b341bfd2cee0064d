package dev.tributary.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.beam.lakeflow.Flow;
import dev.tributary.beam.lakeflow.Span;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.pipelines.SourceState.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions of a table that a user gives, in the form of the spans of its state: an array of {@code
 * {"flow": "CHANGES", "partition": null, "position": {…}}}. The flow may be left out, and so may
 * the partition of a table without any.
 */
public final class GivenPositions {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final List<String> MEMBERS =
      List.of("flow", "partition", "start", "position", "done");
  private static final String FORM =
      "; it must be an array like [{\"flow\": \"CHANGES\", \"partition\": null, \"position\": {…}}],"
          + " as 'spans' is in state show --output=json";

  private final List<Progress> given;

  private GivenPositions(List<Progress> given) {
    this.given = List.copyOf(given);
  }

  /**
   * Reads positions.
   *
   * @throws IllegalArgumentException if the text is none; the message says why
   */
  public static GivenPositions parse(String json) {
    JsonNode array;
    try {
      array = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage() + FORM, e);
    }
    if (!array.isArray() || array.isEmpty()) {
      throw new IllegalArgumentException("it has no positions" + FORM);
    }
    List<Progress> given = new ArrayList<>();
    for (JsonNode entry : array) {
      Progress span = span(entry);
      if (given.stream().anyMatch(span::isSameSpan)) {
        throw new IllegalArgumentException("two positions of " + describe(span) + " are given");
      }
      given.add(span);
    }
    return new GivenPositions(given);
  }

  private static Progress span(JsonNode entry) {
    if (!entry.isObject()) {
      throw new IllegalArgumentException("an element is no object" + FORM);
    }
    entry
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException(
                    "unknown member '" + name + "'. " + Names.suggestion(name, MEMBERS));
              }
            });
    JsonNode partition = entry.path("partition");
    JsonNode position = entry.path("position");
    if (!entry.hasNonNull("position")) {
      throw new IllegalArgumentException(
          "an element has no 'position'; to read from the beginning use state reset");
    }
    if (entry.hasNonNull("partition") && !partition.isTextual()) {
      throw new IllegalArgumentException("'partition' must be a string or null");
    }
    Flow flow = flow(entry.path("flow").asText("CHANGES"));
    if (flow == Flow.DELETES && partition.isTextual()) {
      throw new IllegalArgumentException("the flow DELETES has no partitions");
    }
    Offset offset = Offset.of(position);
    return new Progress(flow, partition.textValue(), offset, offset, true);
  }

  private static Flow flow(String name) {
    for (Flow flow : Flow.values()) {
      if (flow.name().equalsIgnoreCase(name)) {
        return flow;
      }
    }
    throw new IllegalArgumentException(
        "unknown flow '" + name + "'. " + Names.suggestion(name, List.of("CHANGES", "DELETES")));
  }

  /**
   * The state with these positions in it. Reads a page from each, for only the source can tell
   * whether it is one.
   *
   * @throws RunException if the table has no such span
   */
  SourceState in(SourceState stored, TableJob table) {
    try (OpenTable open = table.source().open(ReadMetrics.NONE)) {
      SourceState planned = stored.plan(stored.bound(), open.partitions(), table.readsDeletes());
      for (Progress span : given) {
        if (planned.spans().stream().noneMatch(span::isSameSpan)) {
          throw new RunException(
              "Cannot set the position of "
                  + describe(span)
                  + " of '"
                  + table.name()
                  + "': the table has only "
                  + String.join(
                      ", ", planned.spans().stream().map(GivenPositions::describe).toList())
                  + ".");
        }
        open.page(new Span(0, span.flow(), span.partition(), span.position()), span.position());
      }
      List<Progress> spans =
          planned.spans().stream()
              .map(
                  span -> given.stream().filter(span::isSameSpan).findFirst().orElse(settled(span)))
              .filter(span -> !span.position().isInitial())
              .toList();
      return new SourceState(stored.identity(), stored.bound(), spans);
    }
  }

  /** A span where it stands, as the end of one plan and the start of the next. */
  private static Progress settled(Progress span) {
    return new Progress(span.flow(), span.partition(), span.position(), span.position(), true);
  }

  private static String describe(Progress span) {
    String flow = span.flow() == Flow.DELETES ? "deletes" : "changes";
    return span.partition() == null ? flow : flow + " of partition '" + span.partition() + "'";
  }
}
