package dev.tributary.simulators;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came.
 *
 * @param method in capitals
 * @param target path and query, as sent
 * @param headers by name, without regard to case; of several of a name the last
 * @param body as sent
 * @param variables what stands in the path where a route has a variable
 */
public record Request(
    String method,
    String target,
    Map<String, String> headers,
    String body,
    Map<String, String> variables) {
  public Request {
    var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = Collections.unmodifiableMap(sorted);
    variables = Map.copyOf(variables);
  }

  /** The path, percent-encoded as sent. */
  public String path() {
    return URI.create(target).getRawPath();
  }

  /** The parameters of the query, decoded, in order; of several of a name the last. */
  public Map<String, String> query() {
    return form(URI.create(target).getRawQuery());
  }

  /** The parameters of a body that is a form. */
  public Map<String, String> form() {
    return form(body);
  }

  /** A parameter of the query, or null. */
  public String parameter(String name) {
    return query().get(name);
  }

  /** A parameter of the query that is a number. */
  public int integer(String name, int otherwise) {
    String value = parameter(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  /** A header, or null. */
  public String header(String name) {
    return headers.get(name);
  }

  /** What stands where the route has {@code {name}}, decoded. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The route has no variable '" + name + "'");
    }
    return value;
  }

  /** Scheme, host and port that the request was sent to, to begin links with. */
  public String origin() {
    return "http://" + header("Host");
  }

  Request with(Map<String, String> found) {
    return new Request(method, target, headers, body, found);
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> form(String text) {
    var parameters = new LinkedHashMap<String, String>();
    if (text != null && !text.isEmpty()) {
      for (String parameter : text.split("&", -1)) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        parameters.put(decode(name), equals < 0 ? "" : decode(parameter.substring(equals + 1)));
      }
    }
    return parameters;
  }

  @Override
  public String toString() {
    return method + " " + target;
  }
}
