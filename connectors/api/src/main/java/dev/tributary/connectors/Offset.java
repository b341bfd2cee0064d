package dev.tributary.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A position in a source, opaque to everything but the connector that made it. It is a JSON value;
 * two offsets are equal if their JSON is, whatever the order of its members.
 *
 * <p>Offsets are stored in the state of a table: they must hold no secret, and a connector must
 * understand the offsets that its earlier versions stored.
 */
public final class Offset implements Serializable {
  private static final long serialVersionUID = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Where a table's first read starts. */
  public static final Offset INITIAL = new Offset("null");

  private final String json;

  private Offset(String canonicalJson) {
    this.json = canonicalJson;
  }

  /**
   * The offset that {@link #json()} gave.
   *
   * @throws IllegalArgumentException if the text is not one JSON value
   */
  public static Offset parse(String json) {
    try {
      JsonNode value = JSON.readTree(json);
      if (value.isMissingNode()) {
        throw new IllegalArgumentException("Invalid offset: " + json);
      }
      return of(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid offset: " + json, e);
    }
  }

  public static Offset of(JsonNode value) {
    try {
      // Through Object, for only maps are sorted by key.
      return new Offset(JSON.writeValueAsString(JSON.treeToValue(value, Object.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid offset: " + value, e);
    }
  }

  /**
   * An offset of the given members.
   *
   * @param namesAndValues name, value, name, value …; a value is a string, number, boolean or null
   */
  public static Offset of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("Invalid offset: a name without a value");
    }
    var members = new TreeMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return of(JSON.valueToTree(members));
  }

  /**
   * An offset of the members that say something: without those that are null, false or an empty
   * list. With none left it is {@link #INITIAL}.
   *
   * @param namesAndValues as of {@link #of(Object...)}; a value may be an instant, which {@link
   *     #instant} reads, and a list of numbers or strings too
   */
  public static Offset sparse(Object... namesAndValues) {
    var said = new ArrayList<Object>();
    for (int i = 0; i < namesAndValues.length - 1; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null && !value.equals(false) && !value.equals(List.of())) {
        said.add(namesAndValues[i]);
        said.add(value instanceof Instant ? value.toString() : value);
      }
    }
    return said.isEmpty() ? INITIAL : of(said.toArray());
  }

  public boolean isInitial() {
    return equals(INITIAL);
  }

  /** The member of that name as text, or null where the offset has none. */
  public String text(String name) {
    return value().path(name).isMissingNode() || value().path(name).isNull()
        ? null
        : value().path(name).asText();
  }

  /** The member of that name as an instant, or null where the offset has none. */
  public Instant instant(String name) {
    String text = text(name);
    return text == null ? null : Instant.parse(text);
  }

  /** The offset as a JSON value of the caller's own. */
  public JsonNode value() {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read the offset " + json, e);
    }
  }

  /** The offset as canonical JSON: no white space, members sorted by name. */
  public String json() {
    return json;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Offset offset && json.equals(offset.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json;
  }
}
