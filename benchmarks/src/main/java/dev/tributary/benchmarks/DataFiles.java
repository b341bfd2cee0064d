package dev.tributary.benchmarks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The files that all sides read, made when they are first asked for. */
final class DataFiles {
  /** Twice as many as cores, so that both have work until the end. */
  private static final int BASE_FILES = 4;

  private static final JsonFactory JSON =
      new JsonFactory().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, true);

  private final Path directory;

  DataFiles(Path directory) {
    this.directory = directory;
  }

  /** The rows that a table has at first: those with the last ids, in the order of ids. */
  List<Path> base(long rows) {
    return IntStream.range(0, BASE_FILES)
        .parallel()
        .mapToObj(
            i -> {
              long first = firstId(rows) + rows * i / BASE_FILES;
              long end = firstId(rows) + rows * (i + 1) / BASE_FILES;
              return write(
                  "base-%d-%d.json".formatted(rows, i), LongStream.range(first, end).toArray(), 0);
            })
        .toList();
  }

  /**
   * Changes of the last ids, a fifth of them new, in no order. They are the same for a table of any
   * size that is at least theirs.
   */
  List<Path> recentChanges(long changes) {
    long first = Customers.LAST_ID - changes * 4 / 5 + 1;
    long[] ids = LongStream.range(first, first + changes).toArray();
    shuffle(ids);
    return List.of(write("recent-%d.json".formatted(changes), ids, 1));
  }

  /** Changes of ids from all of a table, in no order. */
  List<Path> randomChanges(long rows, long changes) {
    var random = new SplittableRandom(7);
    long[] ids =
        LongStream.generate(() -> firstId(rows) + random.nextLong(rows))
            .distinct()
            .limit(changes)
            .toArray();
    return List.of(write("random-%d-%d.json".formatted(rows, changes), ids, 1));
  }

  private static long firstId(long rows) {
    return Customers.LAST_ID - rows + 1;
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

  private Path write(String name, long[] ids, int version) {
    Path file = directory.resolve(name);
    if (Files.exists(file)) {
      return file;
    }
    try {
      Files.createDirectories(directory);
      try (JsonGenerator json = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8)) {
        json.setRootValueSeparator(null);
        for (long id : ids) {
          Customers.write(id, version, json);
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
