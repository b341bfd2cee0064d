package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What an epoch's read came to.
 *
 * @param order the place of each part in the read, in the order in which the parts were given; of
 *     two changes with one key and sequence the one in the later place wins
 * @param sourceState the positions to be stored with the data, as JSON
 * @param moved whether they differ from those stored before
 * @param caughtUp whether the read reached the end of the source in every flow
 * @param report what reading took, as JSON, for the report of the run
 */
public record ReadVerdict(
    List<Integer> order, String sourceState, boolean moved, boolean caughtUp, String report)
    implements Serializable {
  public ReadVerdict {
    order = List.copyOf(order);
    Objects.requireNonNull(sourceState, "sourceState");
    Objects.requireNonNull(report, "report");
  }
}
