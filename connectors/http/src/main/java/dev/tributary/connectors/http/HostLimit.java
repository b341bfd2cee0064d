package dev.tributary.connectors.http;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a host's rate limit allows the next request of an account: what one reader of this process
 * learns, all of them heed. Safe for any thread.
 */
final class HostLimit {
  private static final Map<Key, HostLimit> LIMITS = new ConcurrentHashMap<>();

  private Instant notBefore = Instant.MIN;

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

  synchronized Instant notBefore() {
    return notBefore;
  }
}
