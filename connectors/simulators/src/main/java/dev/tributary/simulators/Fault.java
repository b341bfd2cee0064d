package dev.tributary.simulators;

import dev.tributary.simulators.Response.Delivery;
import java.net.URI;
import java.util.Optional;

/**
 * What goes wrong with a request.
 *
 * @see Faults
 */
@FunctionalInterface
public interface Fault {

  /**
   * The answer instead of the right one; empty if the fault cannot befall this request, which is
   * then answered rightly while the fault stays for a later one.
   */
  Optional<Response> answer(Request request, Api api);

  /** An error as the API words it. */
  static Fault status(int status) {
    return (request, api) -> Optional.of(api.error(status, "injected fault " + status));
  }

  /** An error with {@code Retry-After}: seconds, or a date as HTTP writes it. */
  static Fault retryAfter(int status, String value) {
    return (request, api) ->
        Optional.of(api.error(status, "injected fault " + status).with("Retry-After", value));
  }

  /** The right answer, sent in another way. */
  static Fault delivery(Delivery manner) {
    return (request, api) -> Optional.of(api.answer(request).delivered(manner));
  }

  /** A body that ends within a JSON value, though all of it is sent. */
  static Fault invalidJson() {
    return (request, api) ->
        Optional.of(Response.text(200, "application/json", "{\"data\": [{\"id\": 1, \"na"));
  }

  /** The page of a proxy, with a status that says that all is well, or another. */
  static Fault htmlPage(int status) {
    return (request, api) ->
        Optional.of(
            Response.text(
                status,
                "text/html",
                "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Something went"
                    + " wrong</h1></body></html>"));
  }

  /** A redirect to the same path elsewhere. */
  static Fault redirect(URI otherHost) {
    return (request, api) ->
        Optional.of(Response.empty(302).with("Location", otherHost + request.target()));
  }

  /** All links of an answer lead elsewhere. Befalls only answers that have links. */
  static Fault links(URI otherHost) {
    return (request, api) -> {
      Response right = api.answer(request);
      Response wrong = right.replace(request.origin(), otherHost.toString());
      return wrong.equals(right) ? Optional.empty() : Optional.of(wrong);
    };
  }
}
