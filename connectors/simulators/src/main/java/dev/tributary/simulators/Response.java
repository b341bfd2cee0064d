package dev.tributary.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers {@code Date} and {@code Content-Length} are added where they are not given
 * @param delivery how it is sent
 */
public record Response(int status, Map<String, String> headers, String body, Delivery delivery) {

  /** How an answer is sent. */
  public enum Delivery {
    WHOLE,
    /** The connection is cut within the headers. */
    CUT,
    /** Half of the body that the headers promise. */
    TRUNCATED,
    /** The body in small pieces with pauses, in all about a second. */
    SLOW,
    /** Half of the body, and then nothing until the client goes away. */
    STALLED,
    /** A body that goes on for a gigabyte, packed small for clients that take gzip. */
    BOMB
  }

  public Response {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A JSON object to be filled. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A JSON array to be filled. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static Response json(JsonNode body) {
    return json(200, body);
  }

  public static Response json(int status, JsonNode body) {
    return text(status, "application/json; charset=utf-8", body.toString());
  }

  public static Response text(int status, String contentType, String body) {
    return new Response(status, Map.of("Content-Type", contentType), body, Delivery.WHOLE);
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), "", Delivery.WHOLE);
  }

  /** This answer with a header, in the place of one of that name. */
  public Response with(String name, String value) {
    var more = new LinkedHashMap<String, String>();
    headers.forEach(
        (other, otherValue) -> {
          if (!other.equalsIgnoreCase(name)) {
            more.put(other, otherValue);
          }
        });
    more.put(name, value);
    return new Response(status, more, body, delivery);
  }

  public Response delivered(Delivery manner) {
    return new Response(status, headers, body, manner);
  }

  /** This answer with one text in the place of another, in headers and body. */
  Response replace(String text, String replacement) {
    var replaced = new LinkedHashMap<String, String>();
    headers.forEach((name, value) -> replaced.put(name, value.replace(text, replacement)));
    return new Response(status, replaced, body.replace(text, replacement), delivery);
  }
}
