package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.TableMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks of reads in ranges, while nothing changes at the source. */
final class RangeChecks {
  private static final int CUTS = 12;

  /** More than any range can be halved, even one of nanoseconds. */
  private static final int MOST_HALVES = 200;

  private RangeChecks() {}

  /** A part of a range. */
  private record Part(Offset start, Offset end) {}

  static void complete(Ranges ranges) {
    assertSame(
        "records of the range of all of " + ranges,
        ranges.pages(Offset.INITIAL, ranges.end()),
        ranges.unbounded(Offset.INITIAL),
        ranges);
  }

  static void pageEnds(Ranges ranges) {
    Offset middle = ranges.middle();
    ranges.pages(Offset.INITIAL, ranges.end());
    ranges.pages(Offset.INITIAL, middle);
    ranges.pages(middle, ranges.end());
    for (Offset offset : List.of(middle, ranges.end())) {
      List<Page> none = ranges.pages(offset, offset);
      assertThat(none).as("pages of the range of nothing at %s", offset).hasSize(1);
      assertThat(Sync.records(none)).as("records of the range of nothing").isEmpty();
    }
  }

  static void repeatable(Ranges ranges) {
    Offset start = Offset.INITIAL;
    for (Page page : ranges.pages(start, ranges.end())) {
      assertSame(page, ranges.page(start, ranges.end()), start);
      assertSame(page, ranges.pageByAnother(start), start);
      start = page.end();
    }
  }

  private static void assertSame(Page page, Page again, Offset start) {
    assertThat(again.end()).as("end of the page from %s, read again", start).isEqualTo(page.end());
    assertThat(texts(List.of(again)))
        .as("records of the page from %s, read again", start)
        .isEqualTo(texts(List.of(page)));
  }

  static void interchangeable(Ranges ranges) {
    List<Page> unbounded = ranges.unbounded(Offset.INITIAL);
    List<Page> ranged = ranges.pages(Offset.INITIAL, ranges.end());
    List<Page> before = unbounded.subList(0, (unbounded.size() + 1) / 2);
    assertSame(
        "records of %s, from %s on by a range".formatted(ranges, Sync.end(before)),
        and(before, ranges.pages(stored(Sync.end(before)), ranges.end())),
        unbounded,
        ranges);
    before = ranged.subList(0, (ranged.size() + 1) / 2);
    assertSame(
        "records of %s, from the range's offset %s on without one"
            .formatted(ranges, Sync.end(before)),
        and(before, ranges.unbounded(stored(Sync.end(before)))),
        unbounded,
        ranges);
    assertThat(Sync.records(ranges.unbounded(ranges.end())))
        .as("records of %s behind its latest offset", ranges)
        .isEmpty();
  }

  private static Offset stored(Offset offset) {
    return Offset.parse(offset.json());
  }

  private static List<Page> and(List<Page> before, List<Page> after) {
    return Stream.concat(before.stream(), after.stream()).toList();
  }

  static void parts(Ranges ranges) {
    List<Page> whole = ranges.pages(Offset.INITIAL, ranges.end());
    for (int seed = 0; seed < 3; seed++) {
      var random = new Random(seed);
      List<Part> parts = cut(ranges, random);
      // Read in any order, as when several read side by side.
      List<Part> shuffled = new ArrayList<>(parts);
      Collections.shuffle(shuffled, random);
      var pages = new HashMap<Part, List<Page>>();
      shuffled.forEach(part -> pages.put(part, ranges.pages(part.start(), part.end())));
      assertSame(
          "records of the parts %s of %s".formatted(parts, ranges),
          parts.stream().flatMap(part -> pages.get(part).stream()).toList(),
          whole,
          ranges);
    }
  }

  private static List<Part> cut(Ranges ranges, Random random) {
    var parts = new ArrayList<>(List.of(new Part(Offset.INITIAL, ranges.end())));
    for (int i = 0; i < CUTS; i++) {
      int chosen = random.nextInt(parts.size());
      Part part = parts.get(chosen);
      double fraction = 0.01 + 0.98 * random.nextDouble();
      ranges
          .between(part.start(), part.end(), fraction)
          .ifPresent(
              offset -> {
                parts.set(chosen, new Part(part.start(), offset));
                parts.add(chosen + 1, new Part(offset, part.end()));
              });
    }
    return parts;
  }

  static void between(Ranges ranges) {
    ranges.middle();
    for (boolean isLeftKept : new boolean[] {true, false}) {
      Offset start = Offset.INITIAL;
      Offset end = ranges.end();
      int halves = 0;
      Optional<Offset> middle = ranges.between(start, end, 0.5);
      while (middle.isPresent()) {
        assertThat(middle.get())
            .as("offset between %s and %s of %s", start, end, ranges)
            .isNotEqualTo(start)
            .isNotEqualTo(end);
        assertThat(++halves)
            .as("times that %s can be halved, down to %s and %s", ranges, start, end)
            .isLessThan(MOST_HALVES);
        start = isLeftKept ? start : middle.get();
        end = isLeftKept ? middle.get() : end;
        middle = ranges.between(start, end, 0.5);
      }
    }
    for (Offset offset : List.of(Offset.INITIAL, ranges.end())) {
      assertThat(ranges.between(offset, offset, 0.5)).as("offset inside of nothing").isEmpty();
    }
  }

  static void sizes(Ranges ranges) {
    var random = new Random(7);
    for (Part part : cut(ranges, random)) {
      double whole = ranges.size(part.start(), part.end());
      assertThat(whole).as("size of %s of %s", part, ranges).isFinite().isNotNegative();
      assertThat(ranges.size(part.start(), part.start())).as("size of nothing").isZero();
      ranges
          .between(part.start(), part.end(), 0.5)
          .ifPresent(
              offset ->
                  assertThat(ranges.size(part.start(), offset) + ranges.size(offset, part.end()))
                      .as("size of %s of %s, divided at %s", part, ranges, offset)
                      .isBetween(0.98 * whole, 1.02 * whole));
    }
    Optional<Offset> near = ranges.between(Offset.INITIAL, ranges.end(), 0.1);
    Optional<Offset> far = ranges.between(Offset.INITIAL, ranges.end(), 0.9);
    if (near.isPresent() && far.isPresent()) {
      assertThat(ranges.size(Offset.INITIAL, near.get()))
          .as("size of a tenth of %s", ranges)
          .isLessThanOrEqualTo(ranges.size(Offset.INITIAL, far.get()));
    }
  }

  static void refused(Ranges ranges) {
    Offset middle = ranges.middle();
    String unknown = ranges.table() + "x";
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> ranges.connector().isRanged(unknown, ranges.options()),
            () -> ranges.of(unknown).latest(),
            () -> ranges.of(unknown).page(Offset.INITIAL, middle))) {
      assertThat(told(call)).hasMessageContaining("'" + ranges.table() + "'");
    }
    told(() -> ranges.page(ranges.end(), middle));
    assertThat(ranges.between(ranges.end(), middle, 0.5)).as("offset in no range").isEmpty();
    assertThat(ranges.size(ranges.end(), middle)).as("size of no range").isZero();
  }

  private static ConnectorException told(ThrowingCallable call) {
    ConnectorException e = catchThrowableOfType(ConnectorException.class, call);
    assertThat(e).as("a ConnectorException for a range that cannot be").isNotNull();
    assertThat(e.category()).isEqualTo(ConnectorException.Category.CONFIGURATION);
    return e;
  }

  private static void assertSame(
      String what, List<Page> actual, List<Page> expected, Ranges ranges) {
    assertThat(texts(actual)).as(what).containsExactlyInAnyOrderElementsOf(texts(expected));
    TableMetadata metadata = ranges.sync().metadata();
    if (!metadata.primaryKeys().isEmpty()) {
      assertThat(byKey(actual, metadata))
          .as("%s, in the order in which a key's came", what)
          .isEqualTo(byKey(expected, metadata));
    }
  }

  private static List<String> texts(List<Page> pages) {
    return Reads.texts(Sync.records(pages));
  }

  private static Map<List<String>, List<String>> byKey(List<Page> pages, TableMetadata metadata) {
    return Sync.records(pages).stream()
        .collect(
            Collectors.groupingBy(
                record -> Row.key(record, metadata),
                Collectors.mapping(record -> record.toTree().toString(), Collectors.toList())));
  }
}
