package dev.tributary.beam.delta;

import java.util.HashSet;
import java.util.List;

/**
 * Reads pages.
 *
 * @param pages how many there must be
 * @param position what to store
 * @param moved whether that is new
 */
record TestPageReader(int pages, long position, boolean moved, boolean caughtUp)
    implements ChangeReader<TestPage> {
  private static final long ROW_BYTES = 100;

  @Override
  public String read(TestPage page, ChangeSink sink) {
    for (TestChange change : page.changes()) {
      // Rows belong to the sink, but the page is the runner's.
      if (change.row()[0] instanceof RejectedRecord rejected) {
        sink.reject(rejected);
      } else if (change.isDelete()) {
        sink.delete(change.row().clone(), ROW_BYTES);
      } else {
        sink.upsert(change.row().clone(), ROW_BYTES);
      }
    }
    return Integer.toString(page.place());
  }

  @Override
  public boolean follows(String coverage, TestPage page) {
    return Integer.parseInt(coverage) + 1 == page.place();
  }

  @Override
  public ReadVerdict judge(List<String> coverages) {
    List<Integer> order = coverages.stream().map(Integer::valueOf).toList();
    if (order.size() != pages || new HashSet<>(order).size() != pages) {
      throw new IllegalStateException("Cannot judge: of " + pages + " pages there are " + order);
    }
    return new ReadVerdict(order, "{\"position\":" + position + "}", moved, caughtUp, "{}");
  }
}
