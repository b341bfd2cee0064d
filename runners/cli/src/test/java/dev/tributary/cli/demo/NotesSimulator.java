package dev.tributary.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Api;
import dev.tributary.simulators.DemoHistory;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorClock;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.SimulatorProvider;
import dev.tributary.simulators.SimulatorServer;
import dev.tributary.simulators.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A log of changes to notes, for whoever knows the key. */
public final class NotesSimulator implements SimulatorProvider {

  @Override
  public String name() {
    return "notes";
  }

  @Override
  public Simulator start(SimulatorParameters parameters) {
    var changes = new Changes();
    new DemoHistory(parameters, "notes").play(changes);
    Api api = request -> page(changes.log, request);
    return new Running(SimulatorServer.start(SimulatorClock.ticking(parameters.now()), api));
  }

  private static Response page(List<ObjectNode> log, Request request) {
    if (!"Bearer key".equals(request.header("Authorization"))) {
      return Response.json(401, Response.object());
    }
    int after = request.integer("after", 0);
    Slice<ObjectNode> page = Slice.from(log, after, 50);
    ObjectNode answer =
        Response.object().put("position", after + page.items().size()).put("more", page.hasMore());
    page.items().forEach(answer.putArray("changes")::add);
    return Response.json(answer);
  }

  private record Running(SimulatorServer server) implements Simulator {
    @Override
    public Map<String, String> connection() {
      return Map.of("base_url", server.url().toString(), "token", "key");
    }

    @Override
    public Map<String, SimulatedTable> tables() {
      return Map.of();
    }
  }

  private static final class Changes implements DemoHistory.Changes {
    private final List<ObjectNode> log = new ArrayList<>();

    private ObjectNode add(long id, Instant time) {
      ObjectNode row = Response.object().put("id", id).put("updated", time.toString());
      log.add(row);
      return row.put("deleted", false);
    }

    @Override
    public void insert(long id, Instant time, SplittableRandom random) {
      add(id, time).put("text", Samples.orNull(Samples.text(random), random));
    }

    @Override
    public void update(long id, Instant time, SplittableRandom random) {
      insert(id, time, random);
    }

    @Override
    public void delete(long id, Instant time) {
      add(id, time).put("deleted", true);
    }
  }
}
