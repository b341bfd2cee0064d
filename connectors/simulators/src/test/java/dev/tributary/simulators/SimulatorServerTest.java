package dev.tributary.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.simulators.Response.Delivery;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorServerTest {
  private static final String LIST = "/folders/in%20box/notes";

  private final Simulator notes = Demo.of("demo:notes?records=25").start();
  private final SimulatorServer server = notes.server();
  private final Faults faults = server.faults();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    notes.close();
  }

  @Test
  void itTellsTheTimeOfItsOwnClock() throws Exception {
    server.clock().set(Instant.parse("2025-03-09T08:07:06.5Z"));
    server.clock().advance(Duration.ofDays(-1));

    assertThat(get(LIST).headers().firstValue("Date")).hasValue("Sat, 08 Mar 2025 08:07:06 GMT");
  }

  @Test
  void otherMachinesAreServedUnderTheNameThatTheyKnow() throws Exception {
    URI other = server.urlFor("localhost");

    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(other.resolve(LIST)).build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Link").orElseThrow()).startsWith("<" + other + LIST);
    notes.close();
    assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", other.getPort()).close());
  }

  @Test
  void severalRequestsShareAConnectionAndAreLogged() throws Exception {
    HttpResponse<String> first = get(LIST);
    URI next = URI.create(first.headers().firstValue("Link").orElseThrow().replaceAll("[<>]", ""));
    get(next.getRawPath() + "?page=2");
    get("/nowhere?q=%C3%A4+b&q=x%26y&empty");

    assertThat(first.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(server.requests())
        .extracting(Request::toString)
        .containsExactly(
            "GET " + LIST, "GET " + LIST + "?page=2", "GET /nowhere?q=%C3%A4+b&q=x%26y&empty");
    assertThat(server.requests().get(2).query())
        .containsEntry("q", "x&y")
        .containsEntry("empty", "");
  }

  @Test
  void bodiesAreRead() throws Exception {
    var posted =
        HttpRequest.newBuilder(server.url().resolve("/x"))
            .POST(HttpRequest.BodyPublishers.ofString("name=%E5%B1%B1&b=1"))
            .build();

    assertThat(client.send(posted, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    assertThat(server.requests().get(0).form()).containsEntry("name", "山").containsEntry("b", "1");
  }

  @Test
  void errorsHaveTheirStatusHeadersAndTurn() throws Exception {
    faults.next(Fault.retryAfter(429, "7"));
    faults.after(1, Fault.status(503), 2);

    assertThat(get(LIST).headers().firstValue("Retry-After")).hasValue("7");
    assertThat(statuses(4)).containsExactly(200, 503, 503, 200);
    assertThat(faults.befallen()).isEqualTo(3);
  }

  @Test
  void answersAreCutTruncatedAndSlow() throws Exception {
    faults.next(Fault.delivery(Delivery.CUT));
    assertThatThrownBy(() -> get(LIST)).isInstanceOf(IOException.class);
    faults.next(Fault.delivery(Delivery.TRUNCATED));
    assertThatThrownBy(() -> get(LIST)).isInstanceOf(IOException.class);
    faults.next(Fault.delivery(Delivery.SLOW));
    long begin = System.nanoTime();
    String slow = get(LIST).body();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(500));
    assertThat(slow).isEqualTo(get(LIST).body());
  }

  @Test
  void aBombGoesOnUntilItsClientHasEnough() throws Exception {
    faults.next(Fault.delivery(Delivery.BOMB));
    var request = HttpRequest.newBuilder(server.url().resolve(LIST)).build();
    try (var body = client.send(request, BodyHandlers.ofInputStream()).body()) {
      assertThat(body.readNBytes(64 << 20)).hasSize(64 << 20);
    }
    assertThat(get(LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void bodiesAreOfTheWrongKind() throws Exception {
    faults.next(Fault.invalidJson());
    faults.next(Fault.htmlPage(200));

    assertThat(get(LIST).body()).startsWith("{").doesNotEndWith("}");
    assertThat(get(LIST).body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void linksAndRedirectsLeadElsewhereWhereThereAreAny() throws Exception {
    var other = URI.create("http://127.0.0.1:1");
    faults.next(Fault.links(other));
    assertThat(get(LIST + "?page=3").headers().firstValue("Link")).isEmpty();
    assertThat(faults.befallen()).isZero();
    assertThat(get(LIST).headers().firstValue("Link"))
        .hasValue("<http://127.0.0.1:1" + LIST + "?page=2>");
    faults.next(Fault.redirect(other));
    assertThat(get(LIST).headers().firstValue("Location")).hasValue(other + LIST);
  }

  @Test
  void anExpiredTokenStaysExpired() throws Exception {
    faults.expireToken();

    assertThat(get(LIST).statusCode()).isEqualTo(200);
    assertThat(get(LIST, "Authorization", "Bearer a").statusCode()).isEqualTo(401);
    assertThat(get(LIST, "Authorization", "Bearer a").statusCode()).isEqualTo(401);
    assertThat(get(LIST, "Authorization", "Bearer b").statusCode()).isEqualTo(200);
  }

  @Test
  void somethingHappensBetweenTwoRequests() throws Exception {
    var seen = new ArrayList<String>();
    server.afterEachAnswer(request -> seen.add(request.target()));
    get(LIST);
    assertThat(seen).containsExactly(LIST);
  }

  @Test
  void afterItsEndNobodyAnswers() throws Exception {
    get(LIST);
    notes.close();
    assertThatThrownBy(() -> get(LIST)).isInstanceOf(IOException.class);
  }

  private List<Integer> statuses(int requests) throws Exception {
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < requests; i++) {
      statuses.add(get(LIST).statusCode());
    }
    return statuses;
  }

  private HttpResponse<String> get(String target, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(server.url().resolve(target)).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
