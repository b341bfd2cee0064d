package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.IngestionType;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.simulators.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks of reads while nothing changes at the source. */
final class Reads {
  /** Smaller than any API's page, and no divisor of how many rows there are. */
  static final String LIMIT = "7";

  private static final int MANY_TIES = 300;

  private Reads() {}

  /** The options of a read of small pages, where the table has some. */
  static String[] limit(World world, ContractTable table, String most) {
    return world.takes(table, "max_records_per_batch")
        ? new String[] {"max_records_per_batch", most}
        : new String[0];
  }

  private static Sync small(World world, ContractTable table) {
    return new Sync(world, table, limit(world, table, LIMIT));
  }

  static void end(World world, ContractTable table) {
    // Sync gives up on a read that does not end.
    small(world, table).run();
  }

  static void nothingBehindTheEnd(World world, ContractTable table) {
    var sync = small(world, table);
    TableMetadata metadata = sync.metadata();
    if (metadata.ingestionType() == IngestionType.SNAPSHOT) {
      return;
    }
    Instant runStart = world.now();
    Offset end = Sync.end(sync.pages(Offset.INITIAL, runStart));
    List<Page> more = sync.pages(end, runStart);
    assertThat(Sync.records(more)).as("records behind the end of the same run").isEmpty();
    assertThat(Sync.end(more)).as("end of a read from the end").isEqualTo(end);
    if (metadata.deletesRead()) {
      Offset deletes = Sync.end(sync.deletePages(Offset.INITIAL, runStart));
      assertThat(Sync.records(sync.deletePages(deletes, runStart))).isEmpty();
    }
  }

  static void complete(World world, ContractTable table) {
    Instant runStart = world.now();
    var whole = new Sync(world, table);
    List<SourceRecord> expected = Sync.records(whole.pages(Offset.INITIAL, runStart));
    assertThat(keys(expected, whole))
        .as("keys of table '%s', in which nothing has changed", table)
        .doesNotHaveDuplicates();
    if (world.isSimulated()) {
      whole.run();
      whole.assertEqualsSource("after a complete read");
    }
    if (world.takes(table, "max_records_per_batch")) {
      for (String limit : List.of("1", "2", LIMIT)) {
        var sync = new Sync(world, table, limit(world, table, limit));
        List<Page> pages = sync.pages(Offset.INITIAL, runStart);
        assertThat(texts(Sync.records(pages)))
            .as("records of table '%s' read by %s", table, limit)
            .containsExactlyInAnyOrderElementsOf(texts(expected));
        assertThat(pages)
            .as("pages of at most %s records", limit)
            .allMatch(page -> page.records().size() <= Integer.parseInt(limit));
      }
    }
  }

  static void ties(World world, ContractTable table) {
    var sync = small(world, table);
    sync.run();
    for (int round = 0; round < 2; round++) {
      Instant tie = world.now();
      world.change(
          () -> {
            for (int i = 0; i < MANY_TIES; i++) {
              world.table(table).insert(tie);
            }
          });
      world.settle();
      sync.run();
      sync.assertEqualsSource("with " + MANY_TIES + " rows of one cursor value");
    }
  }

  static void resume(World world, ContractTable table) {
    var sync = small(world, table);
    Instant runStart = world.now();
    List<Page> pages = sync.pages(Offset.INITIAL, runStart);
    List<String> all = texts(Sync.records(pages));
    // From the first offsets, the last ones, and some in between: each read is as long as the
    // table.
    int step = Math.max(1, pages.size() / 10);
    var before = new ArrayList<SourceRecord>();
    for (int i = 0; i < pages.size() - 1; i++) {
      before.addAll(pages.get(i).records());
      if (i % step == 0 || i > pages.size() - 3) {
        Offset offset = Offset.parse(pages.get(i).end().json());
        List<SourceRecord> rest = Sync.records(sync.pages(offset, runStart));
        assertThat(texts(Stream.concat(before.stream(), rest.stream()).toList()))
            .as("records of table '%s' read on from %s", table, offset)
            .containsExactlyInAnyOrderElementsOf(all);
      }
    }
  }

  static void repeatable(World world, ContractTable table) {
    var sync = small(world, table);
    Instant runStart = world.now();
    List<Page> first = sync.pages(Offset.INITIAL, runStart);
    List<Page> second = sync.pages(Offset.INITIAL, runStart);
    assertThat(second.stream().map(Page::end).toList())
        .as("offsets of two reads of table '%s'", table)
        .isEqualTo(first.stream().map(Page::end).toList());
    assertThat(texts(Sync.records(second))).isEqualTo(texts(Sync.records(first)));
  }

  static void split(World world, ContractTable table) {
    var sync = small(world, table);
    Instant runStart = world.now();
    List<Page> unsplit = sync.pages(Offset.INITIAL, runStart);
    List<Page> split = sync.pagesByMany(Offset.INITIAL, runStart);
    assertThat(texts(Sync.records(split)))
        .as("records of table '%s', each page read by another instance", table)
        .isEqualTo(texts(Sync.records(unsplit)));
  }

  static void partitionsStable(World world, ContractTable table) {
    var sync = new Sync(world, table);
    List<String> partitions = sync.partitions(world.now());
    assertThat(partitions)
        .as("partitions of table '%s'", table)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(name -> !name.isBlank())
        .isEqualTo(sync.partitions(world.now()));
    for (String secret : world.secrets()) {
      assertThat(partitions).noneMatch(name -> name.contains(secret));
    }
  }

  static void partitioned(World world, ContractTable table) {
    var sync = small(world, table);
    Instant runStart = world.now();
    var partitioned = new ArrayList<SourceRecord>();
    for (String partition : sync.partitions(runStart)) {
      partitioned.addAll(Sync.records(sync.pages(partition, Offset.INITIAL, runStart)));
    }
    assertThat(texts(partitioned))
        .as("records of all partitions of table '%s'", table)
        .containsExactlyInAnyOrderElementsOf(
            texts(Sync.records(sync.pages(Offset.INITIAL, runStart))));
  }

  static void requests(World world, ContractTable table) {
    List<Request> log = world.simulator().server().requests();
    int before = log.size();
    int counted = world.counts().requests();
    List<SourceRecord> records =
        Sync.records(new Sync(world, table).pages(Offset.INITIAL, world.now()));
    List<String> asked = log.subList(before, log.size()).stream().map(Reads::line).toList();
    assertThat(asked).as("requests of one read of table '%s'", table).doesNotHaveDuplicates();
    assertThat(asked)
        .as("requests for %d records of table '%s'", records.size(), table)
        .hasSizeLessThanOrEqualTo(table.requestsFor(records.size()));
    assertThat(world.counts().requests() - counted)
        .as("requests that the connector told its metrics of")
        .isEqualTo(asked.size());
  }

  private static String line(Request request) {
    return request + " " + request.body();
  }

  private static List<List<String>> keys(List<SourceRecord> records, Sync sync) {
    TableMetadata metadata = sync.metadata();
    return metadata.primaryKeys().isEmpty()
        ? List.of()
        : records.stream().map(record -> Row.key(record, metadata)).toList();
  }

  static List<String> texts(List<SourceRecord> records) {
    return records.stream()
        .map(record -> record.kind() + " " + new String(record.toBytes(), StandardCharsets.UTF_8))
        .toList();
  }
}
