package dev.tributary.benchmarks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The files that all sides read, made when they are first asked for. */
final class DataFiles {
  /** Twice as many as cores, so that both have work until the end. */
  private static final int PARTS = 4;

  /** Records behind this id are what changes insert; those up to it are in every table. */
  private static final long LAST_ID = 1_000_000_000;

  private static final JsonFactory JSON =
      new JsonFactory().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, true);

  private final Path directory;

  DataFiles(Path directory) {
    this.directory = directory;
  }

  /** The rows that a table has at first: those with the last ids, in the order of ids. */
  Input base(Shape shape, long rows) {
    return Input.changes(
        shape,
        inParts(
            "base-%d".formatted(rows),
            shape,
            LongStream.range(firstId(rows), LAST_ID + 1).toArray(),
            id -> 0));
  }

  /**
   * Changes of the last ids, a fifth of them new, in no order. They are the same for a table of any
   * size that is at least theirs.
   */
  Input recentChanges(Shape shape, long changes) {
    return recentChanges(shape, changes, 1);
  }

  /** The changes of each of some rounds, of the ids that are then the last. */
  List<Input> roundsOfChanges(long changes, int rounds) {
    return IntStream.rangeClosed(1, rounds)
        .mapToObj(round -> recentChanges(Shape.CUSTOMERS, changes, round))
        .toList();
  }

  private Input recentChanges(Shape shape, long changes, int round) {
    long known = changes * 4 / 5;
    long first = LAST_ID + 1 - known + (round - 1) * (changes - known);
    long[] ids = LongStream.range(first, first + changes).toArray();
    shuffle(ids);
    return changes("recent-%d-%d".formatted(changes, round), shape, ids, round);
  }

  /** Changes of ids from all of a table, in no order. */
  Input randomChanges(long rows, long changes) {
    return changes(
        "random-%d-%d".formatted(rows, changes), Shape.CUSTOMERS, randomIds(rows, changes), 1);
  }

  /**
   * All rows of a table after some have changed, anywhere in it: of ten of them one is new, one is
   * gone and eight have other values.
   */
  Input snapshot(long rows, long changes) {
    long[] ids = randomIds(rows, changes - changes / 10);
    Set<Long> changed = LongStream.of(ids).boxed().collect(Collectors.toSet());
    Set<Long> gone = LongStream.of(ids).limit(changes / 10).boxed().collect(Collectors.toSet());
    long[] left =
        LongStream.rangeClosed(firstId(rows), LAST_ID + changes / 10)
            .filter(id -> !gone.contains(id))
            .toArray();
    List<Path> files =
        inParts(
            "snapshot-%d-%d".formatted(rows, changes),
            Shape.CUSTOMERS,
            left,
            id -> changed.contains(id) ? 1 : 0);
    return Input.changes(Shape.CUSTOMERS, files).asSnapshot();
  }

  private static long[] randomIds(long rows, long count) {
    var random = new SplittableRandom(7);
    return LongStream.generate(() -> firstId(rows) + random.nextLong(rows))
        .distinct()
        .limit(count)
        .toArray();
  }

  private static long firstId(long rows) {
    return LAST_ID - rows + 1;
  }

  private static void shuffle(long[] ids) {
    var random = new SplittableRandom(11);
    for (int i = ids.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long id = ids[i];
      ids[i] = ids[other];
      ids[other] = id;
    }
  }

  private Input changes(String name, Shape shape, long[] ids, int version) {
    return Input.changes(shape, List.of(write(name, shape, ids, id -> version)));
  }

  private List<Path> inParts(String name, Shape shape, long[] ids, LongToIntFunction versions) {
    return IntStream.range(0, PARTS)
        .parallel()
        .mapToObj(
            part -> {
              int from = (int) ((long) ids.length * part / PARTS);
              int end = (int) ((long) ids.length * (part + 1) / PARTS);
              return write(name + "-" + part, shape, Arrays.copyOfRange(ids, from, end), versions);
            })
        .toList();
  }

  private Path write(String name, Shape shape, long[] ids, LongToIntFunction versions) {
    Path file = directory.resolve(shape.table() + "-" + name + ".json");
    if (Files.exists(file)) {
      return file;
    }
    try {
      Files.createDirectories(directory);
      try (JsonGenerator json = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8)) {
        json.setRootValueSeparator(null);
        for (long id : ids) {
          shape.write(id, versions.applyAsInt(id), json);
          json.writeRaw('\n');
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
