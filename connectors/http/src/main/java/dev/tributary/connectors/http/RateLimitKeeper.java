package dev.tributary.connectors.http;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Keeps what is known of rate limits, so that all who read one account heed them together. By
 * default each process keeps them for itself ({@link #ofProcess}); a program whose readers are
 * several processes has them ask one of them ({@link #use}). Implementations are safe for any
 * thread.
 */
public interface RateLimitKeeper {

  /**
   * Whose requests count together.
   *
   * @param origin scheme, host and port of the source
   * @param account a hash of what names the account, for that may be a token
   */
  record Account(String origin, int account) implements Serializable {
    public Account {
      Objects.requireNonNull(origin, "origin");
    }
  }

  /**
   * So many requests in a window of time, wherever it begins.
   *
   * @param requests at least one
   */
  record Pace(int requests, Duration window) implements Serializable {
    public Pace {
      if (requests < 1) {
        throw new IllegalArgumentException("Invalid pace: " + requests + " requests");
      }
      Objects.requireNonNull(window, "window");
    }
  }

  /**
   * How long a request has to wait from now, which takes that place in the account's pace.
   *
   * @param now the caller's time; a keeper in another process goes by its own clock
   * @param ready after what time the request is ready; the wait is no shorter
   * @param pace what the account may send, or null for no such limit
   */
  Duration place(Account account, Instant now, Duration ready, Pace pace);

  /**
   * No request of the account is to be sent for some time.
   *
   * @param now as of {@link #place}
   */
  void hold(Account account, Instant now, Duration wait);

  /** The keeper inside this process. */
  static RateLimitKeeper ofProcess() {
    return HostLimits.OF_PROCESS;
  }

  /**
   * Makes all clients of this process ask a keeper from now on.
   *
   * @param keeper {@link #ofProcess} for the one that they ask by themselves
   */
  static void use(RateLimitKeeper keeper) {
    HostLimits.use(keeper);
  }
}
