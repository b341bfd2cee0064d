package dev.tributary.connectors.http;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of a URL: what a request must not leave. */
record Origin(String scheme, String host, int port) {

  static Origin of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    int port = url.getPort();
    if (port < 0) {
      port = scheme.equals("https") ? 443 : 80;
    }
    return new Origin(scheme, host, port);
  }

  @Override
  public String toString() {
    return scheme + "://" + host + ":" + port;
  }
}
