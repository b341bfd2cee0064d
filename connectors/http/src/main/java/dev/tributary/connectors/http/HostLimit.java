package dev.tributary.connectors.http;

import dev.tributary.connectors.http.RateLimitKeeper.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** When a host's rate limit allows the next request of an account. Safe for any thread. */
final class HostLimit {
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(1);

  private Instant notBefore = Instant.MIN;

  /** When the requests of the last window were or will be sent. */
  private final ArrayDeque<Instant> places = new ArrayDeque<>();

  /** No request before an instant. */
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
    Duration window = pace.window().plus(spread(pace));
    while (!places.isEmpty() && !places.peekFirst().plus(window).isAfter(ready)) {
      places.removeFirst();
    }
    if (places.size() >= pace.requests()) {
      // Those ahead of this one may themselves be waiting.
      Instant before = places.stream().skip(places.size() - pace.requests()).findFirst().get();
      Instant turn = before.plus(window);
      free = turn.isAfter(free) ? turn : free;
    }
    places.addLast(free);
    return free;
  }

  /** The source counts requests as they arrive, which one may do later than one behind it. */
  private static Duration spread(Pace pace) {
    Duration tenth = pace.window().dividedBy(10);
    return tenth.compareTo(LONGEST_SPREAD) < 0 ? tenth : LONGEST_SPREAD;
  }
}
