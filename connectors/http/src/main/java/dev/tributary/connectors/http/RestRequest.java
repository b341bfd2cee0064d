package dev.tributary.connectors.http;

import java.net.URI;
import java.util.Objects;

/**
 * What is asked.
 *
 * @param method {@code GET} or {@code POST}; all that is posted may be posted again, for it reads
 * @param body sent as UTF-8; null for none
 */
record RestRequest(String method, URI url, String contentType, String body) {
  RestRequest {
    Objects.requireNonNull(url, "url");
  }

  static RestRequest get(URI url) {
    return new RestRequest("GET", url, null, null);
  }

  static RestRequest post(URI url, String contentType, String body) {
    return new RestRequest("POST", url, contentType, body);
  }

  RestRequest at(URI other) {
    return new RestRequest(method, other, contentType, body);
  }

  /** Only these two ask for the method and the body to be kept: RFC 9110, section 15.4. */
  boolean follows(int redirect) {
    return body == null || redirect == 307 || redirect == 308;
  }
}
