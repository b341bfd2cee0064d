package dev.tributary.simulators;

import java.util.List;
import java.util.function.Predicate;

/**
 * A page of a list.
 *
 * @param items what is on it
 * @param hasMore whether something follows
 */
public record Slice<T>(List<T> items, boolean hasMore) {
  public Slice {
    items = List.copyOf(items);
  }

  /** The page of that number, from 1, as APIs count that page by number. */
  public static <T> Slice<T> numbered(List<T> all, int number, int size) {
    long from = Math.min(all.size(), (number - 1L) * size);
    return from(all, (int) from, size);
  }

  /** The page that begins at an index. */
  public static <T> Slice<T> from(List<T> all, int index, int size) {
    int begin = Math.min(all.size(), Math.max(0, index));
    int end = (int) Math.min(all.size(), begin + (long) size);
    return new Slice<>(all.subList(begin, end), end < all.size());
  }

  /**
   * The page behind those items that the reader has passed, as a cursor tells them: the list is
   * sorted, and passed are those at its begin. So a cursor stays good when its row is gone.
   */
  public static <T> Slice<T> behind(List<T> all, Predicate<T> passed, int size) {
    int index = 0;
    while (index < all.size() && passed.test(all.get(index))) {
      index++;
    }
    return from(all, index, size);
  }
}
