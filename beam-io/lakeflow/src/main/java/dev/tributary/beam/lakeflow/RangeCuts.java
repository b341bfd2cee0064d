package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.util.Optional;

/** What a tracker must know of the offsets of a span. Safe for use by any thread. */
interface RangeCuts {
  /** For offsets that are opaque: there is none between two of them. */
  RangeCuts NONE =
      new RangeCuts() {
        @Override
        public Optional<Offset> between(Offset start, Offset end, double fraction) {
          return Optional.empty();
        }

        /** Every range counts alike: what is left of one is known only to the source. */
        @Override
        public double size(Offset start, Offset end) {
          return start.equals(end) ? 0 : 1;
        }
      };

  /** See {@link dev.tributary.connectors.SupportsRanges#between}. */
  Optional<Offset> between(Offset start, Offset end, double fraction);

  /**
   * See {@link dev.tributary.connectors.SupportsRanges#size}.
   *
   * @param end null where it is not known
   */
  double size(Offset start, Offset end);
}
