package dev.tributary.connectors.contract;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the suite must know of a table beyond what its connector says. Instances are immutable. */
public final class ContractTable {
  private final String name;
  private final Map<String, String> options;
  private final Map<String, String> unpopulated;
  private final Map<Capability, String> lacks;
  private final Duration lateness;
  private final int pageSize;
  private final int extraRequests;

  private ContractTable(
      String name,
      Map<String, String> options,
      Map<String, String> unpopulated,
      Map<Capability, String> lacks,
      Duration lateness,
      int pageSize,
      int extraRequests) {
    this.name = name;
    this.options = options;
    this.unpopulated = unpopulated;
    this.lacks = lacks;
    this.lateness = lateness;
    this.pageSize = pageSize;
    this.extraRequests = extraRequests;
  }

  /** A table that can do all, with pages of at most 100 rows. */
  public static ContractTable of(String name) {
    return new ContractTable(
        name, Map.of(), Map.of(), new EnumMap<>(Capability.class), Duration.ofMinutes(1), 100, 1);
  }

  /** With an option that all reads give. */
  public ContractTable with(String option, String value) {
    return new ContractTable(
        name, and(options, option, value), unpopulated, lacks, lateness, pageSize, extraRequests);
  }

  ContractTable withOptions(Map<String, String> others) {
    return new ContractTable(name, others, unpopulated, lacks, lateness, pageSize, extraRequests);
  }

  /**
   * Without a capability.
   *
   * @param reason why checks that need it are skipped
   */
  public ContractTable without(Capability capability, String reason) {
    var more = new EnumMap<>(lacks);
    more.put(capability, reason);
    return new ContractTable(name, options, unpopulated, more, lateness, pageSize, extraRequests);
  }

  /** Which every read lists whole, without parts. */
  public ContractTable listedWhole() {
    return without(Capability.PARTITIONS, "it is one list")
        .without(Capability.PAGE_LIMIT, "it is listed whole")
        .without(Capability.LOOKBACK, "it is listed whole")
        .without(Capability.TIME_CURSOR, "it is listed whole");
  }

  /**
   * With a column that no record of the simulator has.
   *
   * @param path names joined by {@code /}, {@code *} for the elements of an array or a map
   * @param reason why it has none
   */
  public ContractTable withUnpopulated(String path, String reason) {
    return new ContractTable(
        name, options, and(unpopulated, path, reason), lacks, lateness, pageSize, extraRequests);
  }

  /** With rows that become visible so much after their time, which the connector must allow for. */
  public ContractTable lateBy(Duration most) {
    return new ContractTable(name, options, unpopulated, lacks, most, pageSize, extraRequests);
  }

  /**
   * With what a read costs: a request for each page of so many rows, and so many more.
   *
   * @param rows the most that the API puts on a page
   * @param more requests that find no rows, of one read
   */
  public ContractTable costing(int rows, int more) {
    return new ContractTable(name, options, unpopulated, lacks, lateness, rows, more);
  }

  private static Map<String, String> and(Map<String, String> map, String key, String value) {
    var more = new LinkedHashMap<>(map);
    more.put(key, value);
    return Collections.unmodifiableMap(more);
  }

  String name() {
    return name;
  }

  Map<String, String> options() {
    return options;
  }

  Map<String, String> unpopulated() {
    return unpopulated;
  }

  Optional<String> whyNot(Capability capability) {
    return Optional.ofNullable(lacks.get(capability));
  }

  Duration lateness() {
    return lateness;
  }

  /** How many requests a complete read of so many rows may take. */
  int requestsFor(int rows) {
    return Math.max(1, (rows + pageSize - 1) / pageSize) + extraRequests;
  }

  @Override
  public String toString() {
    return name;
  }
}
