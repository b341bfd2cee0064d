package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.Secrets;
import dev.tributary.connectors.SourceRecord;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestResponseTest {

  @Test
  void noDigitIsLost() {
    var json = answer("{\"price\":12345678901234567890.1234567890,\"id\":12345678901234567890}");

    assertThat(json.json())
        .hasToString("{\"price\":12345678901234567890.1234567890,\"id\":12345678901234567890}");
  }

  @Test
  void recordsAreTheBytesThatTheSourceSent() {
    var answer =
        answer(
            "{\"meta\":{\"items\":[1]},\"data\":{\"items\":[ {\"a\":\"ü]}\"} ,\n{\"b\":1.50}]}}");

    assertThat(answer.records("/data/items"))
        .extracting(RestResponseTest::text)
        .containsExactly("{\"a\":\"ü]}\"}", "{\"b\":1.50}");
    assertThat(answer("[{\"a\":1},{}]").records(""))
        .extracting(RestResponseTest::text)
        .containsExactly("{\"a\":1}", "{}");
    assertThat(answer("[]").records("")).isEmpty();
  }

  @Test
  void aBodyWithoutTheArrayIsOfAnotherShape() {
    assertThatThrownBy(() -> answer("{\"data\":{}}").records("/data/items"))
        .hasMessageContaining("there is nothing at /data/items")
        .hasMessageContaining("The answer: {\"data\":{}}");
    assertThatThrownBy(() -> answer("{\"data\":1}").records("/data"))
        .hasMessageContaining("there is no array at '/data'");
    assertThatThrownBy(() -> answer("{}").records("")).hasMessageContaining("no array at '/'");
    assertThatThrownBy(() -> answer("[{},7]").records(""))
        .hasMessageContaining("there is no object at '/1'");
  }

  @Test
  void objectsAndBooleansOfABodyAreThereOrTold() {
    var answer = answer("{\"data\":[{\"a\":1},{}],\"page\":{\"more\":false},\"some\":[{},7]}");
    JsonNode body = answer.json();

    assertThat(answer.objects(body, "data")).hasSize(2);
    assertThat(answer.bool(body, "/page/more")).isFalse();
    assertThatThrownBy(() -> answer.objects(body, "page"))
        .hasMessageContaining("there is no array at /page");
    assertThatThrownBy(() -> answer.objects(body, "some"))
        .hasMessageContaining("there is no object at /some/1");
    assertThatThrownBy(() -> answer.bool(body, "/more"))
        .hasMessageContaining("there is no boolean at /more");
  }

  @Test
  void aCutBodyIsNoShortPage() {
    assertThatThrownBy(() -> answer("{\"data\":[{\"a\":1}]").records("/data"))
        .hasMessageContaining("was answered with invalid JSON: Unexpected end-of-input");
    assertThatThrownBy(() -> answer("[{\"a\":1}").json())
        .hasMessageContaining("was answered with invalid JSON: Unexpected end-of-input");
    assertThatThrownBy(() -> answer("").json()).hasMessageContaining("the body is empty");
    assertThatThrownBy(() -> answer("{} {}").json()).hasMessageContaining("invalid JSON");
  }

  @Test
  void invalidJsonThatQuotesASecretIsCleaned() {
    assertThatThrownBy(() -> answer("s3cr3t").json())
        .hasMessageContaining("Unrecognized token '***'")
        .hasMessageNotContaining("s3cr3t")
        .hasNoCause();
  }

  private static String text(SourceRecord record) {
    return new String(record.toBytes(), StandardCharsets.UTF_8);
  }

  private static RestResponse answer(String body) {
    return new RestResponse(
        RestRequest.get(URI.create("https://example.com/x")),
        200,
        HttpHeaders.of(Map.of(), (name, value) -> true),
        body.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH,
        new Failures(() -> Secrets.of(List.of("s3cr3t"))));
  }
}
