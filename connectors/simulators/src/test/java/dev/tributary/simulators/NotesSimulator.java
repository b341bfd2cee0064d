package dev.tributary.simulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Option;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The least simulator: a list of notes, paged by number with links. */
public final class NotesSimulator implements SimulatorProvider {

  @Override
  public String name() {
    return "notes";
  }

  @Override
  public List<Option> parameters() {
    return List.of(
        Option.of("folder", Option.Type.STRING, "Which folder.")
            .withDefault("inbox")
            .asSourceIdentity());
  }

  @Override
  public Simulator start(SimulatorParameters parameters) {
    var rows = new Rows();
    new DemoHistory(parameters, "notes").play(new Notes(rows));
    var routes = new Routes().get("/folders/{folder}/notes", request -> page(rows, request));
    SimulatorServer server =
        SimulatorServer.start(
            SimulatorClock.ticking(parameters.now()),
            request -> routes.answer(request).orElse(Response.empty(404)));
    return Simulator.of(server, Map.of("base_url", server.url().toString()), Map.of());
  }

  private static Response page(Rows rows, Request request) {
    int number = request.integer("page", 1);
    Slice<ObjectNode> page =
        Slice.numbered(rows.query().sorted(Rows.order("updated", "id")).list(), number, 10);
    ArrayNode body = Response.array();
    page.items().forEach(body::add);
    Response answer = Response.json(body);
    return page.hasMore()
        ? answer.with(
            "Link", "<" + request.origin() + request.path() + "?page=" + (number + 1) + ">")
        : answer;
  }

  private record Notes(Rows rows) implements DemoHistory.Changes {
    @Override
    public void insert(long id, Instant time, SplittableRandom random) {
      update(id, time, random);
    }

    @Override
    public void update(long id, Instant time, SplittableRandom random) {
      rows.put(
          Long.toString(id),
          Response.object()
              .put("id", id)
              .put("text", Samples.orNull(Samples.text(random), random))
              .put("updated", time.toString()));
    }

    @Override
    public void delete(long id, Instant time) {
      rows.remove(Long.toString(id));
    }
  }
}
