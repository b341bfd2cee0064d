package dev.tributary.simulators;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which data a simulator has: everything in it follows from these.
 *
 * @param records how many rows a table has on day 1
 * @param seed varies the data; one seed is one account
 * @param day the day to see, from 1: day N has N-1 days of changes behind it
 * @param others the parameters that are the source's own
 */
public record SimulatorParameters(long records, long seed, long day, Options others) {
  /** When day 1 begins in every simulator. */
  public static final Instant FIRST_DAY = Instant.parse("2025-01-01T00:00:00Z");

  private static final long MOST_RECORDS = 1_000_000;
  private static final long MOST_DAYS = 1_000;
  private static final List<Option> COMMON =
      List.of(
          Option.of("records", Option.Type.INTEGER, "How many rows a table has on day 1.")
              .withDefault("1000"),
          Option.of("seed", Option.Type.INTEGER, "Varies the data; one seed is one account.")
              .withDefault("1")
              .asSourceIdentity(),
          Option.of("day", Option.Type.INTEGER, "The day to see: day N has N-1 days of changes.")
              .withDefault("1"));

  public SimulatorParameters {
    Objects.requireNonNull(others, "others");
    require("records", records, 0, MOST_RECORDS);
    require("day", day, 1, MOST_DAYS);
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Option '%s' must be from %d to %d, not %d".formatted(name, least, most, value));
    }
  }

  /** Parameters of a source that has none of its own. */
  public static SimulatorParameters of(long records, long seed, long day) {
    return new SimulatorParameters(
        records, seed, day, Options.check(List.of(), Map.of()).options());
  }

  static SimulatorParameters of(Options checked) {
    return new SimulatorParameters(
        checked.integer("records", 0),
        checked.integer("seed", 0),
        checked.integer("day", 1),
        checked);
  }

  /** The value of a parameter of the source's own: an integer, with a default. */
  public int integer(Option option) {
    long value =
        others.values().containsKey(option.name())
            ? others.integer(option.name(), 0)
            : Long.parseLong(option.defaultValue());
    return Math.toIntExact(value);
  }

  /** All that a simulator takes. */
  static List<Option> options(SimulatorProvider provider) {
    var all = new ArrayList<>(COMMON);
    all.addAll(provider.parameters());
    return all;
  }

  /**
   * The end of the day to see: when all of its changes have happened and none of the next day's. A
   * simulator's clock starts here, so that a reader that stores "now" by the source's clock misses
   * nothing of the next day.
   */
  public Instant now() {
    return FIRST_DAY.plus(day, ChronoUnit.DAYS);
  }
}
