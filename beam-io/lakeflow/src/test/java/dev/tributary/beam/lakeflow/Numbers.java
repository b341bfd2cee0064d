package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** A source of numbers, so many in each partition, which counts how often each is fetched. */
final class Numbers {
  private static final Map<String, Numbers> SOURCES = new ConcurrentHashMap<>();
  private static final long PARTITION = 1_000_000;

  private final String id = UUID.randomUUID().toString();
  private final List<Long> sizes;
  private final boolean isPartitioned;
  private final boolean hasDeletes;
  private final long pageSize;
  private final Map<Long, Integer> fetches = new TreeMap<>();
  private int pages;
  private volatile Runnable beforePage = () -> {};

  private Numbers(List<Long> sizes, boolean isPartitioned, boolean hasDeletes, long pageSize) {
    this.sizes = new ArrayList<>(sizes);
    this.isPartitioned = isPartitioned;
    this.hasDeletes = hasDeletes;
    this.pageSize = pageSize;
    SOURCES.put(id, this);
  }

  static Numbers of(long size, long pageSize) {
    return new Numbers(List.of(size), false, false, pageSize);
  }

  static Numbers partitioned(List<Long> sizes, long pageSize) {
    return new Numbers(sizes, true, false, pageSize);
  }

  Numbers withDeletes() {
    return new Numbers(sizes, isPartitioned, true, pageSize);
  }

  static Numbers find(String id) {
    return SOURCES.get(id);
  }

  static Offset offset(long at) {
    return Offset.of("at", at);
  }

  /** What happens while a page is fetched. */
  void beforePage(Runnable action) {
    beforePage = action;
  }

  /** Adds numbers to the first partition. */
  void grow(long count) {
    sizes.set(0, sizes.get(0) + count);
  }

  Map<String, String> connection() {
    return Map.of("id", id);
  }

  boolean hasDeletes() {
    return hasDeletes;
  }

  long pageSize() {
    return pageSize;
  }

  List<String> partitions() {
    return isPartitioned
        ? LongStream.range(0, sizes.size()).mapToObj(Long::toString).toList()
        : List.of();
  }

  long size(String partition) {
    return sizes.get(index(partition));
  }

  long id(String partition, long number) {
    return index(partition) * PARTITION + number;
  }

  private static int index(String partition) {
    return partition == null ? 0 : Integer.parseInt(partition);
  }

  synchronized void fetched(String partition, long from, long to) {
    beforePage.run();
    pages++;
    for (long i = from; i < to; i++) {
      fetches.merge(id(partition, i), 1, Integer::sum);
    }
  }

  /** How many pages were fetched. */
  synchronized int pages() {
    return pages;
  }

  /** How often each number was fetched. */
  synchronized Map<Long, Integer> fetches() {
    return new TreeMap<>(fetches);
  }

  /** All numbers, each once. */
  Map<Long, Integer> everyNumberOnce() {
    var once = new TreeMap<Long, Integer>();
    ids().forEach(number -> once.put(number, 1));
    return once;
  }

  List<Long> ids() {
    var ids = new ArrayList<Long>();
    for (int i = 0; i < sizes.size(); i++) {
      ids.addAll(BatchChains.idsFrom(i * PARTITION, sizes.get(i)));
    }
    return ids;
  }
}
