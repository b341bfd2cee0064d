package dev.tributary.connectors.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The limits that this process keeps, and whom its clients ask. */
final class HostLimits implements RateLimitKeeper {
  static final RateLimitKeeper OF_PROCESS = new HostLimits();

  private static volatile RateLimitKeeper inUse = OF_PROCESS;

  private final Map<Account, HostLimit> limits = new ConcurrentHashMap<>();

  private HostLimits() {}

  /** Whom to ask now. */
  static RateLimitKeeper inUse() {
    return inUse;
  }

  static void use(RateLimitKeeper keeper) {
    inUse = Objects.requireNonNull(keeper, "keeper");
  }

  @Override
  public Duration place(Account account, Instant now, Duration ready, Pace pace) {
    return Duration.between(now, limit(account).place(now.plus(ready), pace));
  }

  @Override
  public void hold(Account account, Instant now, Duration wait) {
    limit(account).hold(now.plus(wait));
  }

  private HostLimit limit(Account account) {
    return limits.computeIfAbsent(account, key -> new HostLimit());
  }
}
