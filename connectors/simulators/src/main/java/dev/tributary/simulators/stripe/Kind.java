package dev.tributary.simulators.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.ChangingRows;
import dev.tributary.simulators.DemoHistory;
import dev.tributary.simulators.SimulatorParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The objects of one kind. What happens to them is told by events, but for the first day, which is
 * older than the log. Their history is played when they are first asked for.
 */
class Kind extends ChangingRows {
  /** So many objects of a kind are not deleted in the demo's history: others belong to them. */
  static final int STAYING = 4;

  /** When the log begins. */
  private static final Instant LOGGED = SimulatorParameters.FIRST_DAY.plus(Duration.ofDays(1));

  /** Members that are often not set are those that hold objects; these are always. */
  private static final Set<String> SET = Set.of("metadata", "lines", "items", "data", "recurring");

  final String prefix;
  final Template template;
  final Listing listing = new Listing();

  /** Ids of what was deleted. */
  final Set<String> gone = new HashSet<>();

  private final Types types;
  private final EventLog log;
  private final DemoHistory history;
  private boolean isPlayed;
  private boolean isPlaying;

  /**
   * The types of a kind's events.
   *
   * @param made null where nothing is told
   * @param changed one of them is told of a change
   * @param gone null where objects are not deleted
   */
  record Types(String made, List<String> changed, String gone) {}

  Kind(String prefix, String template, Types types, EventLog log, DemoHistory history) {
    this.prefix = prefix;
    this.template = Template.load(template);
    this.types = types;
    this.log = log;
    this.history = history;
  }

  static String id(String prefix, long number) {
    return "%s_%014d".formatted(prefix, number);
  }

  @Override
  protected String id(long number) {
    return id(prefix, number);
  }

  /** Also of the number alone. */
  @Override
  protected long number(String id) {
    return Long.parseLong(id.substring(id.lastIndexOf('_') + 1));
  }

  /** Plays the history, once. */
  final void ready() {
    if (!isPlayed) {
      isPlayed = true;
      isPlaying = true;
      history.play(this);
      isPlaying = false;
    }
  }

  /** Makes an object as it is after a change. */
  ObjectNode object(long number, Instant madeAt, Instant time, SplittableRandom random) {
    ObjectNode object = template.fill(id(number), madeAt, time, random);
    for (String name : template.names()) {
      boolean mayLack = template.member(name).isObject() && !SET.contains(name);
      if (mayLack && random.nextInt(6) == 0) {
        object.putNull(name);
      }
    }
    return object;
  }

  @Override
  protected void write(long number, Instant madeAt, Instant time, SplittableRandom random) {
    ObjectNode before = listing.get(id(number)).orElse(null);
    ObjectNode object = object(number, madeAt, time, random);
    listing.put(number, object);
    gone.remove(id(number));
    if (before == null) {
      tell(types.made(), object, time);
    } else {
      // The payload may be stale: it tells what is no more.
      ObjectNode told = random.nextBoolean() ? before : object;
      tell(types.changed().get(random.nextInt(types.changed().size())), told, time);
    }
  }

  /** Tells of an object, unless nobody would remember. */
  void tell(String type, ObjectNode object, Instant time) {
    if (type != null && !(isPlaying && time.isBefore(LOGGED))) {
      log.add(prefix, type, payload(object), time);
    }
  }

  /** What events of this kind hold. */
  ObjectNode payload(ObjectNode object) {
    return object;
  }

  /** What is shown of an object now. */
  ObjectNode shown(ObjectNode object) {
    return object;
  }

  /** Whether an object is a row of the table. */
  boolean isRow(ObjectNode object) {
    return true;
  }

  /** Changes an object by what a client asks for. */
  Optional<ObjectNode> change(
      String id, Consumer<ObjectNode> change, Instant time, String... events) {
    ready();
    Optional<ObjectNode> changed = listing.get(id).map(ObjectNode::deepCopy);
    changed.ifPresent(
        object -> {
          change.accept(object);
          listing.put(number(id), object);
          for (String event : events) {
            tell(event, object, time);
          }
        });
    return changed;
  }

  @Override
  public void delete(long number, Instant time) {
    if (number > STAYING && types.gone() != null) {
      remove(id(number), time);
    }
  }

  void remove(String id, Instant time) {
    ObjectNode object = listing.remove(id).orElseThrow();
    gone.add(id);
    tell(types.gone(), object, time);
  }

  @Override
  public List<ObjectNode> rows() {
    ready();
    var rows = new ArrayList<ObjectNode>();
    for (ObjectNode object : listing.all()) {
      if (isRow(object)) {
        rows.add(column(shown(object)));
      }
    }
    return rows;
  }

  /** An object as the connector's table has it. */
  ObjectNode column(ObjectNode object) {
    ObjectNode row = template.withTimes(object);
    dropSecrets(row);
    return row;
  }

  /** As the connector's tables have none. */
  static void dropSecrets(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("client_secret");
    }
    node.forEach(Kind::dropSecrets);
  }

  @Override
  public String insert(Instant time) {
    ready();
    return super.insert(time);
  }

  @Override
  public void update(String id, Instant time) {
    ready();
    if (types.changed().isEmpty()) {
      throw new UnsupportedOperationException("rows of this table never change");
    }
    super.update(id, time);
  }

  @Override
  public void delete(String id, Instant time) {
    ready();
    if (types.gone() == null) {
      throw new UnsupportedOperationException("rows of this table are never deleted");
    }
    remove(id(number(id)), seconds(time));
  }

  /** Of the kinds whose ids are chosen by who makes them. */
  @Override
  public void restore(String id, Instant time) {
    insert(number(id), seconds(time), new SplittableRandom(time.getEpochSecond()));
  }
}
