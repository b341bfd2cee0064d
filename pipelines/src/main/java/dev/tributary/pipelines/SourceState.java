package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.beam.lakeflow.Flow;
import dev.tributary.beam.lakeflow.Span;
import dev.tributary.connectors.Offset;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How far a table has been read: its read plan, which is stored with the rows that were read by it.
 * A plan holds until all its spans are done; what follows is a new plan, from where this one ended.
 *
 * @param identity where the rows come from
 * @param bound the start of the run that made the plan; time-bounded reads end there, also when a
 *     later run goes on with the plan
 * @param spans what is read, and how far each is
 */
record SourceState(SourceIdentity identity, Instant bound, List<Progress> spans)
    implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How far a span is.
   *
   * @param flow which read it is
   * @param partition the partition, or null
   * @param start where the plan began
   * @param position behind what was read and committed last
   * @param done whether it has caught up
   */
  record Progress(Flow flow, String partition, Offset start, Offset position, boolean done)
      implements Serializable {

    boolean isSameSpan(Progress other) {
      return flow == other.flow && Objects.equals(partition, other.partition);
    }
  }

  SourceState {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(bound, "bound");
    spans = List.copyOf(spans);
  }

  /** The state of a table that was never read. */
  static SourceState unread(SourceIdentity identity) {
    return new SourceState(identity, Instant.EPOCH, List.of());
  }

  /** The state of a table whose next read begins anew. */
  SourceState withoutSpans() {
    return new SourceState(identity, bound, List.of());
  }

  /** Where a flow's reads go on that have begun. */
  List<Offset> positionsOf(Flow flow) {
    return spans.stream()
        .filter(span -> span.flow == flow && !span.position.isInitial())
        .map(Progress::position)
        .toList();
  }

  /** Whether no read has got anywhere, as where the state was reset. */
  boolean isAtBeginning() {
    return spans.stream().allMatch(span -> span.position.isInitial());
  }

  boolean isDone() {
    return spans.stream().allMatch(Progress::done);
  }

  /**
   * The next plan.
   *
   * @param runStart its bound
   * @param partitions the partitions there are now; empty where the table is read as a whole
   * @param readsDeletes whether deletes are a flow of their own
   */
  SourceState plan(Instant runStart, List<String> partitions, boolean readsDeletes) {
    List<Progress> planned = new ArrayList<>();
    if (partitions.isEmpty()) {
      planned.add(begin(Flow.CHANGES, null));
    }
    for (String partition : partitions) {
      planned.add(begin(Flow.CHANGES, partition));
    }
    if (readsDeletes) {
      planned.add(begin(Flow.DELETES, null));
    }
    // A partition may be gone today and there again tomorrow: it goes on where it was.
    for (Progress span : spans) {
      if (planned.stream().noneMatch(span::isSameSpan)) {
        planned.add(new Progress(span.flow, span.partition, span.position, span.position, true));
      }
    }
    return new SourceState(identity, runStart, planned);
  }

  private Progress begin(Flow flow, String partition) {
    Offset position = position(flow, partition);
    return new Progress(flow, partition, position, position, false);
  }

  private Offset position(Flow flow, String partition) {
    return spans.stream()
        .filter(span -> span.flow == flow && Objects.equals(span.partition, partition))
        .map(Progress::position)
        .findFirst()
        .orElse(Offset.INITIAL);
  }

  /** The spans that are not done, to be read by one epoch. A span's id is its place in the plan. */
  List<Span> unfinishedSpans() {
    List<Span> unfinished = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Progress span = spans.get(i);
      if (!span.done()) {
        unfinished.add(new Span(i, span.flow(), span.partition(), span.position()));
      }
    }
    return unfinished;
  }

  /** Whether every span stands where it stood in another state; the bounds do not matter. */
  boolean hasPositionsOf(SourceState other) {
    return positions().equals(other.positions());
  }

  private Set<Progress> positions() {
    Set<Progress> positions = new HashSet<>();
    for (Progress span : spans) {
      if (!span.position.isInitial()) {
        positions.add(
            new Progress(span.flow, span.partition, Offset.INITIAL, span.position, false));
      }
    }
    return positions;
  }

  /** The state as it is stored. */
  JsonNode toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.set("source", identity.toJson());
    json.put("bound", bound.toString());
    var array = json.putArray("spans");
    for (Progress span : spans) {
      ObjectNode entry = array.addObject();
      entry.put("flow", span.flow.name());
      entry.put("partition", span.partition);
      entry.set("start", span.start.value());
      entry.set("position", span.position.value());
      entry.put("done", span.done);
    }
    return json;
  }

  /** Whether a stored state is one: what other pipelines store is not. */
  static boolean isOne(JsonNode json) {
    return json.path("source").isObject() && json.path("bound").isTextual();
  }

  static SourceState of(JsonNode json) {
    List<Progress> spans = new ArrayList<>();
    for (JsonNode span : json.path("spans")) {
      spans.add(
          new Progress(
              Flow.valueOf(span.path("flow").asText()),
              span.path("partition").isTextual() ? span.path("partition").asText() : null,
              Offset.of(span.path("start")),
              Offset.of(span.path("position")),
              span.path("done").asBoolean()));
    }
    return new SourceState(
        SourceIdentity.of(json.path("source")), Instant.parse(json.path("bound").asText()), spans);
  }

  /** The positions as a user wants to see them: one offset, or one for each span by its name. */
  JsonNode offsets() {
    if (spans.isEmpty()) {
      return JSON.nullNode();
    }
    if (spans.size() == 1) {
      return spans.get(0).position.value();
    }
    ObjectNode json = JSON.createObjectNode();
    for (Progress span : spans) {
      String name = span.flow == Flow.DELETES ? "deletes" : span.partition;
      json.set(name == null ? "changes" : name, span.position.value());
    }
    return json;
  }
}
