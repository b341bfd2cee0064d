package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.io.Serializable;
import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.coders.SerializableCoder;

/**
 * A part of a table that one reader reads from front to end: a flow, of one partition or of the
 * whole table, from an offset until it has caught up.
 *
 * @param id the span's place in its read, from 0; of two spans' records with one key and sequence
 *     the later span's win
 * @param flow which read it is
 * @param partition the partition, or null where the table is read as a whole
 * @param start where this read begins
 * @param listings how often the whole of it is read, one time after the other; more than once where
 *     a listing can skip rows
 */
@DefaultCoder(SerializableCoder.class)
public record Span(int id, Flow flow, String partition, Offset start, int listings)
    implements Serializable {
  public Span {
    Objects.requireNonNull(flow, "flow");
    Objects.requireNonNull(start, "start");
    if (id < 0) {
      throw new IllegalArgumentException("Invalid span id: " + id);
    }
    if (flow == Flow.DELETES && partition != null) {
      throw new IllegalArgumentException("Invalid span: deletes of partition " + partition);
    }
    if (listings < 1) {
      throw new IllegalArgumentException("Invalid span: " + listings + " listings");
    }
  }

  /** A span that is read once. */
  public Span(int id, Flow flow, String partition, Offset start) {
    this(id, flow, partition, start, 1);
  }

  /** The same span, read so often. */
  public Span listed(int times) {
    return new Span(id, flow, partition, start, times);
  }

  /** The span in messages, as in {@code changes of partition 'emea'}. */
  public String describe() {
    String what = flow == Flow.DELETES ? "deletes" : "changes";
    return partition == null ? what : what + " of partition '" + partition + "'";
  }
}
