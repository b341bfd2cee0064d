package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes that were read together.
 *
 * @param place the page's place in the read, from 0
 */
record TestPage(int place, List<TestChange> changes) implements Serializable {
  TestPage {
    changes = List.copyOf(changes);
  }

  /** All changes in one page. */
  static List<TestPage> one(List<TestChange> changes) {
    return List.of(new TestPage(0, changes));
  }

  /** The changes, so many to a page. */
  static List<TestPage> of(List<TestChange> changes, int size) {
    List<TestPage> pages = new ArrayList<>();
    for (int from = 0; from < changes.size() || pages.isEmpty(); from += size) {
      int to = Math.min(changes.size(), from + size);
      pages.add(new TestPage(pages.size(), changes.subList(from, to)));
    }
    return pages;
  }
}
