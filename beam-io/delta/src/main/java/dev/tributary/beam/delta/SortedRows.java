package dev.tributary.beam.delta;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Reads rows in the order of their keys, with a look at the next one. Closing it closes what it
 * reads from.
 */
interface SortedRows extends Closeable {

  /** The row that stands next, or null at the end. */
  Object[] peek();

  /** Goes on to the row behind the next one. */
  void advance() throws IOException;

  /** Rows of one file whose rows are sorted, within a range of leading keys. */
  static SortedRows of(RowReader reader, int leading, TaskRange range, Comparator<Object> order)
      throws IOException {
    var rows = new FileRows(reader, leading, range, order);
    try {
      rows.advance();
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
    return rows;
  }

  /** All rows of a file whose rows are sorted. */
  static SortedRows of(RowReader reader) throws IOException {
    // The range is open at both ends, so that no key is ever compared.
    return of(reader, 0, TaskRange.ALL, null);
  }

  /** Rows that are in memory, sorted; the list is copied. */
  static SortedRows of(List<Object[]> rows) {
    return new MemoryRows(List.copyOf(rows));
  }

  /** Rows of several sources as one; of equal rows those of the earlier source come first. */
  static SortedRows merge(List<SortedRows> sources, Comparator<Object[]> order) {
    return sources.size() == 1 ? sources.get(0) : new Merged(sources, order);
  }

  /** See {@link SortedRows#of}. */
  final class FileRows implements SortedRows {
    private final RowReader reader;
    private final int leading;
    private final TaskRange range;
    private final Comparator<Object> order;
    private Object[] next;

    private FileRows(RowReader reader, int leading, TaskRange range, Comparator<Object> order) {
      this.reader = reader;
      this.leading = leading;
      this.range = range;
      this.order = order;
    }

    @Override
    public Object[] peek() {
      return next;
    }

    @Override
    public void advance() throws IOException {
      do {
        next = reader.next();
      } while (next != null && range.beginsAfter(next[leading], order));
      if (next != null && range.endsBefore(next[leading], order)) {
        next = null;
      }
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** Rows in memory. */
  final class MemoryRows implements SortedRows {
    private final List<Object[]> rows;
    private int next;

    private MemoryRows(List<Object[]> rows) {
      this.rows = rows;
    }

    @Override
    public Object[] peek() {
      return next < rows.size() ? rows.get(next) : null;
    }

    @Override
    public void advance() {
      next++;
    }

    @Override
    public void close() {}
  }

  /** See {@link SortedRows#merge}. */
  final class Merged implements SortedRows {
    private final List<SortedRows> sources;
    private final PriorityQueue<Integer> queue;

    private Merged(List<SortedRows> sources, Comparator<Object[]> order) {
      this.sources = List.copyOf(sources);
      this.queue =
          new PriorityQueue<>(
              Math.max(1, sources.size()),
              Comparator.<Integer, Object[]>comparing(i -> sources.get(i).peek(), order)
                  .thenComparing(Comparator.naturalOrder()));
      for (int i = 0; i < sources.size(); i++) {
        if (sources.get(i).peek() != null) {
          queue.add(i);
        }
      }
    }

    @Override
    public Object[] peek() {
      return queue.isEmpty() ? null : sources.get(queue.peek()).peek();
    }

    @Override
    public void advance() throws IOException {
      int source = queue.remove();
      sources.get(source).advance();
      if (sources.get(source).peek() != null) {
        queue.add(source);
      }
    }

    @Override
    public void close() throws IOException {
      closeAll(sources);
    }
  }

  /** Closes all sources, also where closing one fails. */
  static void closeAll(List<SortedRows> sources) throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (SortedRows source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        failures.add(e);
      } catch (UncheckedIOException e) {
        failures.add(e.getCause());
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }
}
