package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Where a read of a table ended, or is to begin or end: an offset for each of its flows and
 * partitions. Keep it as the text of {@link #toJson()}, which holds no secret, and read on from it
 * with {@link LakeflowIO.Read#startingAt}. Immutable.
 */
@DefaultCoder(Positions.Coder.class)
public final class Positions implements Serializable {
  private static final long serialVersionUID = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POSITIONS = "positions";
  private static final String FLOW = "flow";
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";

  /** Before everything that a source has. */
  public static final Positions INITIAL = new Positions(new TreeMap<>());

  private final TreeMap<Place, Offset> offsets;

  private Positions(SortedMap<Place, Offset> offsets) {
    this.offsets = new TreeMap<>(offsets);
  }

  private record Place(Flow flow, String partition) implements Comparable<Place>, Serializable {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::flow)
            .thenComparing(Place::partition, Comparator.nullsFirst(Comparator.naturalOrder()));

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** These positions, but for one of them. */
  Positions with(Span span, Offset offset) {
    var changed = new TreeMap<>(offsets);
    changed.put(new Place(span.flow(), span.partition()), offset);
    return new Positions(changed);
  }

  /** These positions, and others in their place or besides. */
  Positions and(Positions others) {
    var all = new TreeMap<>(offsets);
    all.putAll(others.offsets);
    return new Positions(all);
  }

  /** The offset of a partition, or of the table as a whole, if there is one. */
  Optional<Offset> find(Flow flow, String partition) {
    return Optional.ofNullable(offsets.get(new Place(flow, partition)));
  }

  /** The offset of a partition, or of the table as a whole. */
  Offset of(Flow flow, String partition) {
    return find(flow, partition).orElse(Offset.INITIAL);
  }

  /**
   * The positions as a JSON object, which {@link #parse} reads. Equal positions have the same text.
   */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    var positions = json.putArray(POSITIONS);
    for (Map.Entry<Place, Offset> entry : offsets.entrySet()) {
      ObjectNode position = positions.addObject();
      position.put(FLOW, entry.getKey().flow() == Flow.DELETES ? "deletes" : "changes");
      if (entry.getKey().partition() != null) {
        position.put(PARTITION, entry.getKey().partition());
      }
      position.put(OFFSET, entry.getValue().json());
    }
    return json.toString();
  }

  /**
   * The positions that {@link #toJson} gave.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static Positions parse(String json) {
    JsonNode positions;
    try {
      positions = JSON.readTree(json).path(POSITIONS);
    } catch (JsonProcessingException e) {
      throw invalid(json);
    }
    if (!positions.isArray()) {
      throw invalid(json);
    }
    var offsets = new TreeMap<Place, Offset>();
    for (JsonNode position : positions) {
      JsonNode partition = position.path(PARTITION);
      JsonNode offset = position.path(OFFSET);
      boolean textual = offset.isTextual() && (partition.isMissingNode() || partition.isTextual());
      if (!textual) {
        throw invalid(json);
      }
      Flow flow =
          switch (position.path(FLOW).asText()) {
            case "changes" -> Flow.CHANGES;
            case "deletes" -> Flow.DELETES;
            default -> throw invalid(json);
          };
      offsets.put(
          new Place(flow, partition.isTextual() ? partition.textValue() : null),
          Offset.parse(offset.textValue()));
    }
    return new Positions(offsets);
  }

  private static IllegalArgumentException invalid(String json) {
    return new IllegalArgumentException(
        "Invalid positions: " + json + ". Give the text that an earlier read's positions gave");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Positions positions && offsets.equals(positions.offsets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(offsets);
  }

  @Override
  public String toString() {
    return toJson();
  }

  /** Writes positions as their JSON. */
  public static final class Coder extends AtomicCoder<Positions> {
    private static final long serialVersionUID = 1;
    private static final Coder INSTANCE = new Coder();

    public static Coder of() {
      return INSTANCE;
    }

    /** How Beam finds the coder of {@link Positions}. */
    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(Positions.class), INSTANCE);
    }

    @Override
    public void encode(Positions positions, OutputStream stream) throws IOException {
      StringUtf8Coder.of().encode(positions.toJson(), stream);
    }

    @Override
    public Positions decode(InputStream stream) throws IOException {
      return parse(StringUtf8Coder.of().decode(stream));
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
