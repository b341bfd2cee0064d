package dev.tributary.connectors.http;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;

/** Makes every exception of the client; none shows a secret or carries a cause that might. */
final class Failures {
  private static final int EXCERPT_CHARACTERS = 500;

  private final Supplier<Secrets> secrets;

  /**
   * @param secrets asked at each use, for tokens are renewed
   */
  Failures(Supplier<Secrets> secrets) {
    this.secrets = secrets;
  }

  /** A status that no retry mends, or that no retry has mended. */
  ConnectorException status(RestResponse answer, int attempts) {
    return switch (answer.status()) {
      case 401 ->
          failure(Category.AUTHENTICATION, answer, attempts, "Check the connection's credentials.");
      case 403 ->
          failure(
              Category.PERMISSION,
              answer,
              attempts,
              "The credentials may not read this: grant them the permission or take others.");
      case 404 ->
          failure(
              Category.NOT_FOUND,
              answer,
              attempts,
              "Check the options that name it, base_url, and whether the credentials may see it.");
      case 429 -> rateLimited(answer, attempts);
      default ->
          answer.status() >= 500
              ? failure(
                  Category.UNAVAILABLE, answer, attempts, "The source fails; run again later.")
              : failure(
                  Category.INVALID_RESPONSE,
                  answer,
                  attempts,
                  "The source refuses the request: check the table's options against the message.");
    };
  }

  /** A status that means what its connector says. */
  ConnectorException status(RestResponse answer, Category category, String wayOut) {
    return failure(category, answer, 1, wayOut);
  }

  /** What the source's own policy takes for its rate limit, whatever the status. */
  ConnectorException rateLimited(RestResponse answer, int attempts) {
    return failure(
        Category.RATE_LIMITED, answer, attempts, "Run again later, or with fewer requests.");
  }

  private ConnectorException failure(
      Category category, RestResponse answer, int attempts, String wayOut) {
    return new ConnectorException(
        category,
        request(answer.request())
            + " was answered with status "
            + answer.status()
            + tries(attempts)
            + ". "
            + wayOut
            + excerpt(answer));
  }

  ConnectorException notJson(RestResponse answer, String fault) {
    String start = new String(answer.body(), StandardCharsets.UTF_8).stripLeading();
    boolean html =
        start.startsWith("<")
            || answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("html");
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(answer.request())
            + " was answered with "
            + (html
                ? "an HTML page instead of JSON. Check base_url, and that no proxy or login page is"
                    + " in between."
                : "invalid JSON: "
                    + secrets.get().clean(fault)
                    + ". Run again; if it stays so, check base_url.")
            + excerpt(answer));
  }

  ConnectorException unexpected(RestResponse answer, String fault) {
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(answer.request())
            + " was answered with JSON of another shape than documented: "
            + secrets.get().clean(fault)
            + ". Check base_url."
            + excerpt(answer));
  }

  ConnectorException transport(RestRequest request, String fault, int attempts) {
    return new ConnectorException(
        Category.UNAVAILABLE,
        request(request)
            + " failed"
            + tries(attempts)
            + ": "
            + secrets.get().clean(fault)
            + ". Check the network and base_url, or run again later.");
  }

  ConnectorException waitTooLong(
      ConnectorException refusal, Duration wait, Duration left, Instant until) {
    return new ConnectorException(
        refusal.category(),
        "Cannot wait "
            + wait.toSeconds()
            + " s, until "
            + until.truncatedTo(ChronoUnit.SECONDS)
            + ", as the source asks: "
            + left.toSeconds()
            + " s are left for waiting. Run again then. "
            + refusal.getMessage());
  }

  ConnectorException limitUsedUp(RestRequest request) {
    return new ConnectorException(
        Category.RATE_LIMITED,
        request(request) + " was not sent: the source's rate limit is used up. Run again later.");
  }

  ConnectorException unfitCredentials(RestRequest request) {
    return new ConnectorException(
        Category.CONFIGURATION,
        request(request)
            + " was not sent: the connection's credentials hold a character that no header may, such"
            + " as the end of a line. Take it out.");
  }

  ConnectorException otherHost(RestRequest asked, URI target, Origin allowed) {
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(asked)
            + " leads to "
            + secrets.get().clean(target)
            + ", which is refused: only "
            + allowed
            + " of base_url may be read. If the source has moved, set base_url.");
  }

  ConnectorException tooManyRedirects(RestRequest request, int limit) {
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(request) + " was redirected more than " + limit + " times. Check base_url.");
  }

  ConnectorException tooLarge(RestRequest request, long limit) {
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(request)
            + " was answered with more than "
            + limit
            + " bytes, which is refused. Ask for smaller pages.");
  }

  ConnectorException interrupted(RestRequest request) {
    return new ConnectorException(
        Category.UNAVAILABLE, request(request) + " was interrupted: the run was stopped.");
  }

  private String request(RestRequest request) {
    return request.method() + " " + secrets.get().clean(request.url());
  }

  private static String tries(int attempts) {
    return attempts > 1 ? " (" + attempts + " attempts)" : "";
  }

  private String excerpt(RestResponse answer) {
    // Cleaned before it is cut: half a secret is one too.
    String text =
        secrets
            .get()
            .clean(new String(answer.body(), StandardCharsets.UTF_8))
            .replaceAll("\\s+", " ")
            .strip();
    if (text.isEmpty()) {
      return "";
    }
    return " The answer: "
        + (text.length() > EXCERPT_CHARACTERS ? text.substring(0, EXCERPT_CHARACTERS) : text);
  }
}
