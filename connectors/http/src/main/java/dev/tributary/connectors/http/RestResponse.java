package dev.tributary.connectors.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.SourceRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An answer of a source. {@link #toString()} shows no content. */
public final class RestResponse {
  /**
   * Keeps every digit: floats become BigDecimal with their trailing zeros; integers become int,
   * long or BigInteger as they need. Messages of faults quote no content.
   */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final RestRequest request;
  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;
  private final Instant received;
  private final Failures failures;

  RestResponse(
      RestRequest request,
      int status,
      HttpHeaders headers,
      byte[] body,
      Instant received,
      Failures failures) {
    this.request = request;
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.received = received;
    this.failures = failures;
  }

  /** Where the answer came from, after redirects. It may hold secrets. */
  public URI url() {
    return request.url();
  }

  RestRequest request() {
    return request;
  }

  public int status() {
    return status;
  }

  /** The first value of a header; names compare without case. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The body, unpacked. The array belongs to the answer. */
  public byte[] body() {
    return body;
  }

  /** The target of the {@code Link} header's link of that relation; it may be on another host. */
  public Optional<URI> link(String relation) {
    return LinkHeader.find(headers.allValues("Link"), url(), relation);
  }

  /**
   * How far the source's clock is ahead of the local one, by the {@code Date} header and so no
   * finer than a second; zero where there is none.
   */
  public Duration clockSkew() {
    return header("Date")
        .flatMap(HttpDates::parse)
        .map(date -> Duration.between(received, date))
        .orElse(Duration.ZERO);
  }

  /** How long {@code Retry-After} asks to wait, by the source's own clock; never negative. */
  public Optional<Duration> retryAfter() {
    return header("Retry-After").flatMap(value -> HttpDates.retryAfter(value, serverTime()));
  }

  /** The time at the source when it answered. */
  Instant serverTime() {
    return received.plus(clockSkew());
  }

  /**
   * The body as JSON, with every digit of its numbers.
   *
   * @throws ConnectorException of category INVALID_RESPONSE if it is not one JSON value
   */
  public JsonNode json() {
    try {
      JsonNode value = JSON.readTree(body);
      if (value.isMissingNode()) {
        throw failures.notJson(this, "the body is empty");
      }
      return value;
    } catch (IOException e) {
      throw failures.notJson(this, messageOf(e));
    }
  }

  /**
   * The objects of an array in the body, each as the bytes that the source sent, found in one pass
   * that builds no trees.
   *
   * @param arrayPointer the JSON pointer of the array, of object members only: {@code ""} for the
   *     body itself, {@code "/data/items"}
   * @throws ConnectorException of category INVALID_RESPONSE if there is no array of objects
   */
  public List<SourceRecord> records(String arrayPointer) {
    try (JsonParser parser = JSON.getFactory().createParser(body)) {
      parser.nextToken();
      for (String member : arrayPointer.split("/", -1)) {
        if (!member.isEmpty() && !enter(parser, member.replace("~1", "/").replace("~0", "~"))) {
          throw failures.unexpected(this, "there is nothing at " + arrayPointer);
        }
      }
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw failures.unexpected(
            this, "there is no array at '" + (arrayPointer.isEmpty() ? "/" : arrayPointer) + "'");
      }
      var records = new ArrayList<SourceRecord>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw failures.unexpected(
              this, "there is no object at '" + arrayPointer + "/" + records.size() + "'");
        }
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        records.add(SourceRecord.of(ChangeKind.UPSERT, Arrays.copyOfRange(body, start, end)));
      }
      // What is behind the array must be JSON too: a cut body is not a short page.
      JsonToken rest = parser.nextToken();
      while (rest != null) {
        rest = parser.nextToken();
      }
      return records;
    } catch (IOException e) {
      throw failures.notJson(this, messageOf(e));
    }
  }

  /**
   * The objects of an array in the body.
   *
   * @param body that of {@link #json}, which is parsed once
   * @param member of the body that holds the array
   * @throws ConnectorException of category INVALID_RESPONSE if there is no array of objects
   */
  public List<ObjectNode> objects(JsonNode body, String member) {
    JsonNode array = body.path(member);
    if (!array.isArray()) {
      throw unexpected("there is no array at /" + member);
    }
    var objects = new ArrayList<ObjectNode>();
    for (JsonNode element : array) {
      if (!(element instanceof ObjectNode object)) {
        throw unexpected("there is no object at /" + member + "/" + objects.size());
      }
      objects.add(object);
    }
    return objects;
  }

  /**
   * A boolean in the body, as answers say by it whether another page follows.
   *
   * @param body that of {@link #json}, which is parsed once
   * @param pointer the JSON pointer of the boolean
   * @throws ConnectorException of category INVALID_RESPONSE if there is none
   */
  public boolean bool(JsonNode body, String pointer) {
    JsonNode value = body.at(pointer);
    if (!value.isBoolean()) {
      throw unexpected("there is no boolean at " + pointer);
    }
    return value.booleanValue();
  }

  /**
   * A failure of category INVALID_RESPONSE: the answer is JSON but not as documented.
   *
   * @param fault what is wrong, and where
   */
  public ConnectorException unexpected(String fault) {
    return failures.unexpected(this, fault);
  }

  /**
   * A failure for an answer with a status that was accepted, for another meaning than this one.
   *
   * @param wayOut what to do, in a sentence
   */
  public ConnectorException refused(ConnectorException.Category category, String wayOut) {
    return failures.status(this, category, wayOut);
  }

  private static boolean enter(JsonParser parser, String member) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(member);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static String messageOf(IOException e) {
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
  }

  @Override
  public String toString() {
    return "answer with status " + status + " and " + body.length + " bytes";
  }
}
