package dev.tributary.spark;

import dev.tributary.connectors.http.RateLimitKeeper.Account;
import dev.tributary.connectors.http.RateLimitKeeper.Pace;
import java.io.Serializable;
import java.time.Duration;

/** What an executor tells or asks the driver. No message holds a secret. */
sealed interface DriverMessage extends Serializable {

  /** Asks how long a request has to wait; the answer is a {@link Duration}. */
  record Place(Account account, Duration ready, Pace pace) implements DriverMessage {}

  /** Tells that an account may send nothing for some time. */
  record Hold(Account account, Duration time) implements DriverMessage {}

  /** Tells that a reader has claimed a batch. */
  record Claimed(String read, long records, long pages, long spansEnded) implements DriverMessage {}
}
