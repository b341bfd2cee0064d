package dev.tributary.simulators.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import dev.tributary.simulators.SimulatedTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What has happened. An event is seen some time after it happened, and for some days. Within one
 * second events are in no order.
 *
 * @see <a href="https://docs.stripe.com/api/events">Events</a>
 */
final class EventLog implements SimulatedTable {
  /** Of another version than the one that is asked for: events keep that of their time. */
  private static final String VERSION = "2020-08-27";

  final Listing listing = new Listing();
  private final InstantSource clock;
  private final Duration kept;
  private final long mostDelay;

  /** How many events of each kind there are, so that ids do not depend on which is played first. */
  private final Map<String, Long> counts = new HashMap<>();

  /**
   * A log that is empty.
   *
   * @param mostDelay how many seconds after its time an event is seen at the latest
   */
  EventLog(InstantSource clock, Duration kept, long mostDelay) {
    this.clock = clock;
    this.kept = kept;
    this.mostDelay = mostDelay;
  }

  /**
   * Tells what has happened.
   *
   * @param kind the prefix of the ids of objects of this kind
   * @return the event's id
   */
  String add(String kind, String type, ObjectNode object, Instant time) {
    String id = "evt_%s%012d".formatted(kind, counts.merge(kind, 1L, Long::sum));
    var random = new SplittableRandom(id.hashCode());
    ObjectNode event =
        Response.object()
            .put("id", id)
            .put("object", "event")
            .put("account", Samples.orNull("acct_1", random))
            .put("api_version", VERSION)
            .put("context", Samples.orNull("acct_1/größe", random))
            .put("created", time.getEpochSecond())
            .put("livemode", false)
            .put("pending_webhooks", random.nextInt(3))
            .put("type", type);
    ObjectNode data = event.putObject("data");
    data.set("object", object.deepCopy());
    data.putObject("previous_attributes").put("description", Samples.text(random));
    event
        .putObject("request")
        .put("id", Samples.orNull("req_" + random.nextInt(1_000), random))
        .put("idempotency_key", Samples.orNull("key größe", random));
    // In no order within a second.
    listing.put(random.nextLong(Long.MAX_VALUE), event);
    return id;
  }

  boolean isSeen(ObjectNode event) {
    Instant time = Instant.ofEpochSecond(event.path("created").longValue());
    int id = event.path("id").textValue().hashCode();
    Instant seen = time.plusSeconds(new SplittableRandom(id).nextLong(mostDelay + 1));
    return !clock.instant().isBefore(seen) && !time.isBefore(clock.instant().minus(kept));
  }

  @Override
  public List<ObjectNode> rows() {
    var rows = new ArrayList<ObjectNode>();
    for (ObjectNode event : listing.all()) {
      if (isSeen(event)) {
        Instant time = Instant.ofEpochSecond(event.path("created").longValue());
        ObjectNode row = event.deepCopy().put("created", time.toString());
        Kind.dropSecrets(row);
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public String insert(Instant time) {
    return add("bal", "balance.available", balance(), time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** https://docs.stripe.com/api/balance/balance_object: it has no id. */
  private static ObjectNode balance() {
    ObjectNode balance = Response.object().put("object", "balance").put("livemode", false);
    balance.putArray("available").addObject().put("amount", 1999).put("currency", "usd");
    return balance;
  }
}
