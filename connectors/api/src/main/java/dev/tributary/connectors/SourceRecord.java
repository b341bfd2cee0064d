package dev.tributary.connectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A record as the API sent it, a JSON object, with its kind. Only the framework converts records to
 * a table's schema.
 *
 * <p>A record holds either the bytes of its JSON or a tree, whichever the connector has at hand;
 * {@link #parser()} reads both. Trees must have been parsed with numbers kept exact (with {@code
 * USE_BIG_DECIMAL_FOR_FLOATS} and without {@code STRIP_TRAILING_BIGDECIMAL_ZEROES}) and must not be
 * changed afterwards. Records are compared by identity.
 */
public final class SourceRecord {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          // Else an error's message quotes the record, which is user data.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Java's own takes four times as long for a double of sixteen digits.
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();
  private static final JsonFactory FACTORY = JSON.getFactory();

  /** What a member of an API's JSON takes on average, name and punctuation included. */
  private static final int TREE_MEMBER_BYTES = 32;

  private final ChangeKind kind;
  private final byte[] bytes;
  private final ObjectNode tree;

  private SourceRecord(ChangeKind kind, byte[] bytes, ObjectNode tree) {
    this.kind = Objects.requireNonNull(kind, "kind");
    this.bytes = bytes;
    this.tree = tree;
  }

  public static SourceRecord upsert(ObjectNode record) {
    return of(ChangeKind.UPSERT, record);
  }

  public static SourceRecord delete(ObjectNode record) {
    return of(ChangeKind.DELETE, record);
  }

  public static SourceRecord of(ChangeKind kind, ObjectNode record) {
    return new SourceRecord(kind, null, Objects.requireNonNull(record, "record"));
  }

  /**
   * A record of the bytes that the source sent.
   *
   * @param json one JSON object in UTF-8; the record keeps the array, which must not be changed
   */
  public static SourceRecord of(ChangeKind kind, byte[] json) {
    return new SourceRecord(kind, Objects.requireNonNull(json, "json"), null);
  }

  public ChangeKind kind() {
    return kind;
  }

  /** A new parser over the record, before its first token. The caller closes it. */
  public JsonParser parser() throws IOException {
    return bytes != null ? FACTORY.createParser(bytes) : JSON.treeAsTokens(tree);
  }

  /** The record as JSON in UTF-8. The array belongs to the record. */
  public byte[] toBytes() {
    if (bytes != null) {
      return bytes;
    }
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a record as JSON", e);
    }
  }

  /** About how many bytes the record's JSON has, found without writing it. */
  public int sizeEstimate() {
    return bytes != null ? bytes.length : TREE_MEMBER_BYTES * members(tree);
  }

  private static int members(JsonNode node) {
    int count = 1;
    for (JsonNode child : node) {
      count += members(child);
    }
    return count;
  }

  /** The record as a tree of the caller's own. */
  public JsonNode toTree() {
    try {
      return tree != null ? tree.deepCopy() : JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a record's JSON", e);
    }
  }

  @Override
  public String toString() {
    // Records are user data: they belong into tables and not into logs.
    return kind + " record of " + toBytes().length + " bytes";
  }
}
