package dev.tributary.connectors.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a host's rate limit allows the next request of an account: what one reader of this process
 * learns, all of them heed. Safe for any thread.
 */
final class HostLimit {
  private static final Map<Key, HostLimit> LIMITS = new ConcurrentHashMap<>();

  private Instant notBefore = Instant.MIN;

  /** When the requests of the last window were or will be sent. */
  private final ArrayDeque<Instant> places = new ArrayDeque<>();

  private record Key(Origin origin, int account) {}

  private HostLimit() {}

  /**
   * The limit of a host.
   *
   * @param account whose requests are counted together
   */
  static HostLimit of(Origin origin, Object account) {
    // Kept as a hash, for it may be a token.
    return LIMITS.computeIfAbsent(new Key(origin, account.hashCode()), key -> new HostLimit());
  }

  /** No request before an instant, by the local clock. */
  synchronized void hold(Instant until) {
    notBefore = until.isAfter(notBefore) ? until : notBefore;
  }

  /**
   * When a request may be sent that is ready at an instant, and takes that place.
   *
   * @param pace how many requests an account may send in a window, or null for no such limit
   */
  synchronized Instant place(Instant ready, Pace pace) {
    Instant free = ready.isAfter(notBefore) ? ready : notBefore;
    if (pace == null) {
      return free;
    }
    while (!places.isEmpty() && !places.peekFirst().plus(pace.window()).isAfter(ready)) {
      places.removeFirst();
    }
    if (places.size() >= pace.requests()) {
      // Those ahead of this one may themselves be waiting.
      Instant before = places.stream().skip(places.size() - pace.requests()).findFirst().get();
      Instant turn = before.plus(pace.window());
      free = turn.isAfter(free) ? turn : free;
    }
    places.addLast(free);
    return free;
  }

  /** So many requests in a window of time, wherever it begins. */
  record Pace(int requests, Duration window) {}
}
