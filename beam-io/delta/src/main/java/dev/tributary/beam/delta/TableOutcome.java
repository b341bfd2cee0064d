package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;

/**
 * What a run came to at a table.
 *
 * @param stagings the attempts that own what was staged
 */
record TableOutcome(EpochReport report, List<Attempt> stagings) implements Serializable {
  TableOutcome {
    stagings = List.copyOf(stagings);
  }
}
