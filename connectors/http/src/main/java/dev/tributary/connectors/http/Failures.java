package dev.tributary.connectors.http;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Makes every exception of the client; none shows a secret or carries a cause that might. */
final class Failures {
  private static final int EXCERPT_CHARACTERS = 500;

  private final Redactor redactor;

  Failures(Redactor redactor) {
    this.redactor = redactor;
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

  /** What the source's own policy takes for its rate limit, whatever the status. */
  ConnectorException rateLimited(RestResponse answer, int attempts) {
    return failure(
        Category.RATE_LIMITED, answer, attempts, "Run again later, or with fewer requests.");
  }

  private ConnectorException failure(
      Category category, RestResponse answer, int attempts, String wayOut) {
    return new ConnectorException(
        category,
        request(answer.url())
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
        request(answer.url())
            + " was answered with "
            + (html
                ? "an HTML page instead of JSON. Check base_url, and that no proxy or login page is"
                    + " in between."
                : "invalid JSON: "
                    + redactor.clean(fault)
                    + ". Run again; if it stays so, check base_url.")
            + excerpt(answer));
  }

  ConnectorException unexpected(RestResponse answer, String fault) {
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(answer.url())
            + " was answered with JSON of another shape than documented: "
            + redactor.clean(fault)
            + ". Check base_url."
            + excerpt(answer));
  }

  ConnectorException transport(URI url, String fault, int attempts) {
    return new ConnectorException(
        Category.UNAVAILABLE,
        request(url)
            + " failed"
            + tries(attempts)
            + ": "
            + redactor.clean(fault)
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

  ConnectorException limitUsedUp(URI url) {
    return new ConnectorException(
        Category.RATE_LIMITED, request(url) + " was not sent: the source's rate limit is used up.");
  }

  ConnectorException otherHost(URI asked, URI target, Origin allowed) {
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(asked)
            + " leads to "
            + redactor.clean(target)
            + ", which is refused: only "
            + allowed
            + " of base_url may be read. If the source has moved, set base_url.");
  }

  ConnectorException tooManyRedirects(URI url, int limit) {
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(url) + " was redirected more than " + limit + " times. Check base_url.");
  }

  ConnectorException tooLarge(URI url, long limit) {
    return new ConnectorException(
        Category.INVALID_RESPONSE,
        request(url)
            + " was answered with more than "
            + limit
            + " bytes, which is refused. Ask for smaller pages.");
  }

  ConnectorException interrupted(URI url) {
    return new ConnectorException(
        Category.UNAVAILABLE, request(url) + " was interrupted: the run was stopped.");
  }

  private String request(URI url) {
    return "GET " + redactor.clean(url);
  }

  private static String tries(int attempts) {
    return attempts > 1 ? " (" + attempts + " attempts)" : "";
  }

  private String excerpt(RestResponse answer) {
    // Cleaned before it is cut: half a secret is one too.
    String text =
        redactor
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
