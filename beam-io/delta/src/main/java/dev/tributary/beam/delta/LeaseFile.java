package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of a table as a file. Two that take it in the same instant may both get it, on file
 * systems that cannot create a file in one step; no more than work done twice comes of that.
 * Thread-safe.
 */
final class LeaseFile {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STALE = Duration.ofMinutes(5);

  private final TableLayout layout;
  private final TableFiles files;
  private final LeaseHolder holder;
  private final Clock clock;
  private Instant since;

  /**
   * @param holder who takes it
   */
  LeaseFile(DeltaTable table, LeaseHolder holder, Clock clock) {
    this.layout = table.layout();
    this.files = table.files();
    this.holder = holder;
    this.clock = clock;
  }

  /** A lease that somebody has. */
  private record Lease(LeaseHolder holder, Instant since, Instant heartbeat) {}

  /**
   * Takes the lease, also from a holder who has not been heard of for five minutes, or whose
   * process on this machine has ended.
   *
   * @throws DeltaTableException if another run has it; the message says who, and what to do
   */
  synchronized void take() throws IOException {
    Optional<Lease> other = read();
    if (other.isPresent()) {
      requireFree(other.get());
      LOG.info("Taking over {} of the run {}", path(), other.get().holder().run());
      files.delete(TableLayout.LEASE);
    }
    since = clock.instant();
    try {
      files.create(TableLayout.LEASE, text());
    } catch (FileAlreadyExistsException e) {
      read().ifPresent(this::requireFree);
      files.replace(TableLayout.LEASE, text());
    }
  }

  /**
   * Makes sure that no other holder has the lease, without taking it.
   *
   * @throws DeltaTableException as {@link #take}
   */
  synchronized void requireFree() throws IOException {
    read().ifPresent(this::requireFree);
  }

  /** Says that the holder is still at work, unless another one has taken the lease over. */
  synchronized void renew() throws IOException {
    if (since != null && read().filter(lease -> lease.holder().equals(holder)).isPresent()) {
      files.replace(TableLayout.LEASE, text());
    }
  }

  /** Gives the lease back, unless another one has taken it over. */
  synchronized void release() throws IOException {
    if (since != null && read().filter(lease -> lease.holder().equals(holder)).isPresent()) {
      files.delete(TableLayout.LEASE);
    }
    since = null;
  }

  private void requireFree(Lease lease) {
    Instant stale = lease.heartbeat().plus(STALE);
    if (lease.holder().equals(holder)
        || !clock.instant().isBefore(stale)
        || lease.holder().isGone(holder)) {
      return;
    }
    throw new DeltaTableException(
        "Cannot load "
            + layout.root()
            + ": the run "
            + lease.holder().run()
            + " has been loading it since "
            + lease.since()
            + ", as process "
            + lease.holder().process()
            + " on "
            + lease.holder().host()
            + ", and was at work at "
            + lease.heartbeat()
            + ". Wait until it has ended; if it was killed, run again after "
            + stale
            + ", or delete "
            + path()
            + ".");
  }

  /** The lease; empty if nobody has it, or only what is no lease, such as half of one. */
  private Optional<Lease> read() throws IOException {
    try {
      JsonNode json = JSON.readTree(files.read(TableLayout.LEASE));
      JsonNode start = json.path("processStart");
      return Optional.of(
          new Lease(
              new LeaseHolder(
                  json.path("run").asText(),
                  json.path("host").asText(),
                  json.path("process").asLong(),
                  start.isTextual() ? Instant.parse(start.asText()) : null),
              Instant.parse(json.path("since").asText()),
              Instant.parse(json.path("heartbeat").asText())));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (JsonProcessingException | DateTimeException e) {
      LOG.debug("Not a lease: {}", path(), e);
      return Optional.empty();
    }
  }

  private String text() {
    ObjectNode json = JSON.createObjectNode();
    json.put("run", holder.run());
    json.put("host", holder.host());
    json.put("process", holder.process());
    json.put(
        "processStart", holder.processStart() == null ? null : holder.processStart().toString());
    json.put("since", since.toString());
    json.put("heartbeat", clock.instant().toString());
    return json.toPrettyString();
  }

  @Override
  public String toString() {
    return "the lease " + path() + " of the run " + holder.run();
  }

  private String path() {
    return layout.resolve(TableLayout.LEASE).toString();
  }
}
