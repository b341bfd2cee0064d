package dev.tributary.simulators.stripe;

/** Where an object stands in lists: the newest comes first. */
record Place(long created, long number) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int order = Long.compare(other.created, created);
    return order == 0 ? Long.compare(other.number, number) : order;
  }
}
