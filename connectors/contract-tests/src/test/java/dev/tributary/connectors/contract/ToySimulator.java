package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Api;
import dev.tributary.simulators.Bound;
import dev.tributary.simulators.DemoHistory;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import dev.tributary.simulators.Rows;
import dev.tributary.simulators.Samples;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorClock;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.SimulatorProvider;
import dev.tributary.simulators.SimulatorServer;
import dev.tributary.simulators.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An API of its own, as simple as one can be that has what checks are about: items with changes and
 * deletes, filtered by time; entries in the order in which they came; labels without a history.
 */
final class ToySimulator implements SimulatorProvider {
  static final String SECRET = "toy-secret/+";
  private static final int MOST_ROWS = 100;

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Simulator start(SimulatorParameters parameters) {
    var toy = new Toy();
    for (ToyTable table : toy.tables.values()) {
      new DemoHistory(parameters, table.name).play(table);
    }
    return new Running(
        SimulatorServer.start(SimulatorClock.ticking(parameters.now()), toy), toy.tables);
  }

  private record Running(SimulatorServer server, Map<String, ToyTable> toys) implements Simulator {
    @Override
    public Map<String, String> connection() {
      return Map.of("base_url", server.url().toString(), "client_secret", SECRET);
    }

    @Override
    public Map<String, SimulatedTable> tables() {
      return Map.copyOf(toys);
    }
  }

  private static final class Toy implements Api {
    private final ToyTable items = new ToyTable("items");
    private final ToyTable entries = new ToyTable("entries");
    private final ToyTable labels = new ToyTable("labels");
    private final Map<String, ToyTable> tables =
        Map.of("items", items, "entries", entries, "labels", labels);
    private final Set<String> tokens = new HashSet<>();
    private final Routes routes =
        new Routes()
            .post("/token", this::token)
            .get("/time", request -> Response.json(Response.object()))
            .get("/items", this::items)
            .post("/items", this::write)
            .on("DELETE", "/items/{text}", this::delete)
            .get("/entries/newest", request -> newest(entries))
            .get("/entries", request -> byId(entries, request))
            .get("/labels", request -> byId(labels, request));

    @Override
    public Response answer(Request request) {
      if (!request.path().equals("/token")
          && !tokens.contains(String.valueOf(request.header("Authorization")))) {
        return error(401, "No such token");
      }
      return routes.answer(request).orElse(error(404, "No such path"));
    }

    private Response token(Request request) {
      if (!SECRET.equals(request.form().get("secret"))) {
        return error(401, "No such secret");
      }
      String token = "toy-token-" + tokens.size();
      tokens.add("Bearer " + token);
      return Response.json(Response.object().put("token", token));
    }

    /** By time and, within one, by id; deleted ones too. */
    private Response items(Request request) {
      List<ObjectNode> chosen =
          items
              .all
              .query()
              .where(
                  row ->
                      request
                          .query()
                          .getOrDefault("shelf", text(row, "shelf"))
                          .equals(text(row, "shelf")))
              .from("updated", time(request, "from"), Bound.INCLUSIVE)
              .from("updated", time(request, "behind"), Bound.EXCLUSIVE)
              .until("updated", time(request, "to"), Bound.EXCLUSIVE)
              .until("updated", time(request, "up_to"), Bound.INCLUSIVE)
              .sorted(Rows.order("updated", "id"))
              .list();
      String after = request.parameter("after");
      Slice<ObjectNode> page =
          after == null
              ? Slice.from(chosen, request.integer("skip", 0), limit(request))
              : Slice.behind(chosen, row -> cursor(row).compareTo(after) <= 0, limit(request));
      return answer(page, request, page.items().isEmpty() ? "" : cursor(last(page)));
    }

    private static String cursor(ObjectNode row) {
      return "%s_%09d".formatted(text(row, "updated"), row.path("id").longValue());
    }

    private static Response byId(ToyTable table, Request request) {
      int after = request.integer("after", 0);
      int until = request.integer("until", Integer.MAX_VALUE);
      List<ObjectNode> living =
          table.rows().stream().filter(row -> row.path("id").longValue() <= until).toList();
      Slice<ObjectNode> page =
          Slice.behind(living, row -> row.path("id").longValue() <= after, limit(request));
      return answer(page, request, page.items().isEmpty() ? "" : last(page).path("id").asText());
    }

    private static Response newest(ToyTable table) {
      return Response.json(Response.object().put("id", table.newest));
    }

    private static Response answer(Slice<ObjectNode> page, Request request, String cursor) {
      ObjectNode answer = Response.object();
      ArrayNode rows = answer.putArray("rows");
      page.items().forEach(rows::add);
      if (page.hasMore()) {
        var next = new StringBuilder(request.origin()).append(request.path()).append('?');
        request
            .query()
            .forEach(
                (name, value) -> {
                  if (!name.equals("after") && !name.equals("skip")) {
                    next.append(name).append('=').append(encode(value)).append('&');
                  }
                });
        answer.put("next", next.append("after=").append(encode(cursor)).toString());
      }
      return Response.json(answer);
    }

    private Response write(Request request) {
      String id = items.insert(Instant.parse(request.form().get("at")));
      items.all.get(id).orElseThrow().put("name", request.form().get("name"));
      return Response.empty(204);
    }

    private Response delete(Request request) {
      for (ObjectNode row : items.rows()) {
        if (text(row, "name").equals(request.variable("text"))) {
          items.delete(row.path("id").asText(), Instant.parse(request.parameter("at")));
        }
      }
      return Response.empty(204);
    }

    private static int limit(Request request) {
      return Math.min(MOST_ROWS, request.integer("limit", MOST_ROWS));
    }

    private static Instant time(Request request, String name) {
      String value = request.parameter(name);
      return value == null ? null : Instant.parse(value);
    }

    private static ObjectNode last(Slice<ObjectNode> page) {
      return page.items().get(page.items().size() - 1);
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String text(ObjectNode row, String name) {
    return row.path(name).asText();
  }

  /** Rows that know whether they are deleted. */
  private static final class ToyTable implements SimulatedTable, DemoHistory.Changes {
    private final String name;
    private final Rows all = new Rows();
    private long newest;
    private long version;

    ToyTable(String name) {
      this.name = name;
    }

    private void put(long id, Instant time, SplittableRandom random) {
      newest = Math.max(newest, id);
      all.put(
          Long.toString(id),
          Response.object()
              .put("id", id)
              .put("shelf", id % 3 == 0 ? "a" : "b")
              .put("name", Samples.name(random))
              .put("size", random.nextInt(1000) + 1000 * ++version)
              .put("note", Samples.orNull(Samples.text(random), random))
              .put("updated", time.toString()));
    }

    @Override
    public void insert(long id, Instant time, SplittableRandom random) {
      put(id, time, random);
    }

    @Override
    public void update(long id, Instant time, SplittableRandom random) {
      if (!name.equals("entries")) {
        put(id, time, random);
      }
    }

    @Override
    public void delete(long id, Instant time) {
      if (name.equals("items")) {
        delete(Long.toString(id), time);
      } else if (name.equals("labels")) {
        all.remove(Long.toString(id));
      }
    }

    @Override
    public List<ObjectNode> rows() {
      return all.query().where(row -> !row.has("deleted")).list().stream()
          .map(row -> row.deepCopy().without(List.<String>of("restored")))
          .map(ObjectNode.class::cast)
          .toList();
    }

    @Override
    public String insert(Instant time) {
      put(newest + 1, time, new SplittableRandom(newest));
      return Long.toString(newest);
    }

    @Override
    public void update(String id, Instant time) {
      put(Long.parseLong(id), time, new SplittableRandom(7));
    }

    @Override
    public void delete(String id, Instant time) {
      if (name.equals("labels")) {
        all.remove(id);
      } else {
        all.get(id).orElseThrow().put("deleted", true).put("updated", time.toString());
      }
    }

    @Override
    public void restore(String id, Instant time) {
      put(Long.parseLong(id), time, new SplittableRandom(8));
      if (name.equals("items")) {
        all.get(id).orElseThrow().put("restored", true);
      }
    }
  }
}
