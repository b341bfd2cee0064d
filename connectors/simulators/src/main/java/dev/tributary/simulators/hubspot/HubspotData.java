package dev.tributary.simulators.hubspot;

import dev.tributary.simulators.DemoHistory;
import dev.tributary.simulators.SimulatorParameters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All that the simulator knows. */
final class HubspotData {
  private final Map<String, ObjectRows> types = new LinkedHashMap<>();

  /**
   * The data of an account.
   *
   * @param properties how many a type has besides
   * @param associations with how many contacts the first company is associated
   */
  HubspotData(
      SimulatorParameters parameters,
      InstantSource clock,
      Duration lag,
      int properties,
      int associations) {
    for (ObjectType type : ObjectType.ALL) {
      types.put(
          type.name(),
          new ObjectRows(
              type,
              new Definitions(properties, type.definitions()),
              new SearchIndex(clock, lag),
              type.name().equals("companies") ? Map.of("contacts", associations) : Map.of()));
    }
    DemoHistory.play(parameters, "hubspot", types);
    types.values().forEach(rows -> rows.index.settle());
  }

  Map<String, ObjectRows> tables() {
    return types;
  }

  /** The type that a path names, by its name or its id. */
  Optional<ObjectRows> named(String name) {
    return types.values().stream()
        .filter(rows -> rows.type.name().equals(name) || rows.type.id().equals(name))
        .findFirst();
  }
}
