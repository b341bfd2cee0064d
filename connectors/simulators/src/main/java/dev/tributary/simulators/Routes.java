package dev.tributary.simulators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which method answers which path. The first route that fits is taken. */
public final class Routes {
  private record Route(String method, List<String> segments, Function<Request, Response> handler) {}

  private final List<Route> routes = new ArrayList<>();

  /**
   * Adds a route for GET.
   *
   * @param path as in {@code /repos/{owner}/{repo}/issues}: a variable stands for one segment
   */
  public Routes get(String path, Function<Request, Response> handler) {
    return on("GET", path, handler);
  }

  /** Adds a route for POST; see {@link #get}. */
  public Routes post(String path, Function<Request, Response> handler) {
    return on("POST", path, handler);
  }

  /** Adds a route for any method; see {@link #get}. */
  public Routes on(String method, String path, Function<Request, Response> handler) {
    routes.add(new Route(method, segments(path), handler));
    return this;
  }

  /** The answer of the route that fits; empty if none does. */
  public Optional<Response> answer(Request request) {
    List<String> path = segments(request.path());
    for (Route route : routes) {
      Map<String, String> variables = match(route.segments(), path);
      if (route.method().equals(request.method()) && variables != null) {
        return Optional.of(route.handler().apply(request.with(variables)));
      }
    }
    return Optional.empty();
  }

  private static List<String> segments(String path) {
    return List.of(path.replaceFirst("/$", "").split("/", -1));
  }

  /** The variables of a path, or null if it does not fit. */
  private static Map<String, String> match(List<String> route, List<String> path) {
    if (route.size() != path.size()) {
      return null;
    }
    var variables = new LinkedHashMap<String, String>();
    for (int i = 0; i < route.size(); i++) {
      String expected = route.get(i);
      String given = Request.decode(path.get(i).replace("+", "%2B"));
      if (expected.startsWith("{") && expected.endsWith("}")) {
        variables.put(expected.substring(1, expected.length() - 1), given);
      } else if (!expected.equals(given)) {
        return null;
      }
    }
    return variables;
  }
}
