package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Secrets;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagingTest {
  private static final String URL = "https://example.com/api/items?limit=2";

  @Test
  void aLinkIsInTheHeaderOrInTheBody() {
    assertNext(Paging.linkHeader(), URL, "[]", "https://example.com/next?page=2");
    var inBody = Paging.linkInBody("/links/next");
    assertNext(inBody, URL, "{\"links\":{\"next\":\"/x?a=1\"}}", "https://example.com/x?a=1");
    assertLast(inBody, "{\"links\":{\"next\":null}}");
    assertLast(inBody, "{}");
  }

  @Test
  void aCursorReplacesTheOneBeforeIt() {
    var paging = Paging.cursorInBody("/paging/next/after", "after");
    assertNext(
        paging, URL, "{\"paging\":{\"next\":{\"after\":\"a b&c\"}}}", URL + "&after=a%20b%26c");
    assertNext(
        paging, URL + "&after=a%20b", "{\"paging\":{\"next\":{\"after\":7}}}", URL + "&after=7");
    assertLast(paging, "{\"paging\":{\"next\":{\"after\":\"\"}}}");
    assertLast(paging, "{}");
  }

  @Test
  void theLastRowLeadsOnWhileThereIsMore() {
    var paging = Paging.lastRow("/has_more", "/data", "id", "starting_after");
    assertNext(
        paging,
        URL,
        "{\"has_more\":true,\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
        URL + "&starting_after=b");
    assertLast(paging, "{\"has_more\":false,\"data\":[{\"id\":\"a\"}]}");
    assertLast(paging, "{\"has_more\":true,\"data\":[]}");
  }

  @Test
  void rowsAreCountedWhereNothingElseLeadsOn() {
    var paging = Paging.offset("/rows", "offset");
    assertNext(paging, URL, "{\"rows\":[1,2]}", URL + "&offset=2");
    assertNext(paging, URL + "&offset=2", "{\"rows\":[1]}", URL + "&offset=3");
    assertLast(paging, "{\"rows\":[]}");
  }

  private static void assertNext(Paging paging, String url, String body, String next) {
    assertThat(paging.next(answer(url, body))).contains(URI.create(next));
  }

  private static void assertLast(Paging paging, String body) {
    assertThat(paging.next(answer(URL, body))).isEmpty();
  }

  private static RestResponse answer(String url, String body) {
    return new RestResponse(
        RestRequest.get(URI.create(url)),
        200,
        HttpHeaders.of(
            Map.of("Link", List.of("</next?page=2>; rel=\"next\"")), (name, value) -> true),
        body.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH,
        new Failures(() -> Secrets.NONE));
  }
}
