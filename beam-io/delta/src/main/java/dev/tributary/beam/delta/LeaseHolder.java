package dev.tributary.beam.delta;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Who works on a table.
 *
 * @param run names the run
 * @param host the machine
 * @param process the number of the process there
 * @param processStart when that process began, for numbers are given again; null where the system
 *     does not tell
 */
record LeaseHolder(String run, String host, long process, Instant processStart) {
  private static final String UNKNOWN_HOST = "unknown";

  LeaseHolder {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(host, "host");
  }

  /** A run in this process. */
  static LeaseHolder ofThisProcess(String run) {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(
        run, hostName(), process.pid(), process.info().startInstant().orElse(null));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN_HOST;
    }
  }

  /**
   * Whether this holder's process is known to have ended.
   *
   * @param here a holder on the machine that asks
   */
  boolean isGone(LeaseHolder here) {
    if (!host.equals(here.host) || host.equals(UNKNOWN_HOST)) {
      return false;
    }
    Optional<ProcessHandle> found = ProcessHandle.of(process).filter(ProcessHandle::isAlive);
    if (found.isEmpty()) {
      return true;
    }
    Optional<Instant> start = found.get().info().startInstant();
    return processStart != null && start.isPresent() && !start.get().equals(processStart);
  }
}
