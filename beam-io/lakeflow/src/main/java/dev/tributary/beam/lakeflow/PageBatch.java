package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.SourceRecord;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Consecutive pages of one span, fetched and claimed together.
 *
 * @param span the id of the span
 * @param from the offset at which the pages begin
 * @param to the offset behind them
 * @param ending whether they end the span, in this epoch or altogether
 * @param failure why what follows could not be read; null unless the ending is {@link
 *     Ending#FAILED}
 * @param records the records, in the order of the source
 * @param statistics what reading them took
 */
@DefaultCoder(PageBatchCoder.class)
public record PageBatch(
    int span,
    Offset from,
    Offset to,
    Ending ending,
    String failure,
    List<SourceRecord> records,
    ReadStatistics statistics) {
  public PageBatch {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(statistics, "statistics");
    records = List.copyOf(records);
    if ((ending == Ending.FAILED) != (failure != null)) {
      throw new IllegalArgumentException(
          "Invalid batch: ending " + ending + " with the failure " + failure);
    }
  }

  /** About how many bytes of JSON the records are. */
  long bytes() {
    return records.stream().mapToLong(SourceRecord::sizeEstimate).sum();
  }

  /**
   * The claim to the pages.
   *
   * @param upTo the end of the range they were fetched of, or null
   * @param granted see {@link PageClaim#granted}
   */
  PageClaim claim(Offset upTo, AtomicBoolean granted) {
    return new PageClaim(from, to, records.size(), ending, upTo, granted);
  }
}
