package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SupportsRanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The ranges of one partition of a table, or of the table as a whole, read by one instance.
 *
 * @param partition null for the table as a whole
 * @param end the latest offset
 */
record Ranges(
    SupportsRanges connector,
    String table,
    String partition,
    Offset end,
    Options options,
    Sync sync,
    Instant runStart) {

  /** A check of ranges. */
  @FunctionalInterface
  interface Check {
    void make(Ranges ranges);
  }

  /** Skips a check of a table that the connector says has no ranges. */
  static void require(World world, ContractTable table) {
    try (LakeflowConnect connector = world.connector(world.now())) {
      if (!(connector instanceof SupportsRanges ranged)
          || !ranged.isRanged(table.name(), world.options(table))) {
        Assumptions.abort("Skipped: table '" + table + "' is not read in ranges");
      }
    }
  }

  /** Makes a check with each partition of a table, or with the table if it has none. */
  static void each(World world, ContractTable table, Check check) {
    var sync = new Sync(world, table, Reads.limit(world, table, Reads.LIMIT));
    Instant runStart = world.now();
    List<String> partitions = sync.partitions(runStart);
    try (LakeflowConnect connector = world.connector(runStart)) {
      var ranged = (SupportsRanges) connector;
      for (String partition :
          partitions.isEmpty() ? Collections.<String>singletonList(null) : partitions) {
        Offset end = ranged.latestOffset(table.name(), partition, sync.options());
        check.make(
            new Ranges(ranged, table.name(), partition, end, sync.options(), sync, runStart));
      }
    }
  }

  /** The page behind an offset of the whole range, read by another instance. */
  Page pageByAnother(Offset start) {
    try (LakeflowConnect other = sync.connector(runStart)) {
      return ((SupportsRanges) other)
          .readRange(
              table, partition, Offset.parse(start.json()), Offset.parse(end.json()), options);
    }
  }

  /** The same of a table of another name. */
  Ranges of(String other) {
    return new Ranges(connector, other, partition, end, options, sync, runStart);
  }

  Offset latest() {
    return connector.latestOffset(table, partition, options);
  }

  /** The pages of the read that has no range. */
  List<Page> unbounded(Offset start) {
    return sync.pages(partition, start, runStart);
  }

  Page page(Offset start, Offset until) {
    return connector.readRange(table, partition, start, until, options);
  }

  Optional<Offset> between(Offset start, Offset until, double fraction) {
    return connector.between(table, partition, start, until, fraction, options);
  }

  double size(Offset start, Offset until) {
    return connector.size(table, partition, start, until, options);
  }

  /** The offset in the middle, which there must be. */
  Offset middle() {
    Optional<Offset> middle = between(Offset.INITIAL, end, 0.5);
    assertThat(middle).as("an offset between the first and the last one of %s", this).isPresent();
    return middle.get();
  }

  /** Reads a range; that its pages end with it is part of the contract. */
  List<Page> pages(Offset from, Offset until) {
    var pages = new ArrayList<Page>();
    Offset start = from;
    while (true) {
      Page page = page(start, until);
      pages.add(page);
      assertThat(page.last())
          .as("whether the page from %s to %s is the last before %s", start, page.end(), until)
          .isEqualTo(page.end().equals(until));
      if (page.last()) {
        return pages;
      }
      assertThat(page.end()).as("end of a page that is not the last").isNotEqualTo(start);
      start = page.end();
      assertThat(pages.size())
          .as("pages of the range to %s of %s; the last offset is %s", until, this, start)
          .isLessThan(Sync.MOST_PAGES);
    }
  }

  @Override
  public String toString() {
    return partition == null
        ? "table '" + table + "'"
        : "partition '" + partition + "' of table '" + table + "'";
  }
}
