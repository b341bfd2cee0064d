package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;

/**
 * What {@link DeltaIO} must know of the elements it is given: which changes they hold, and which
 * part of a read they cover. Called from one thread at a time; a copy is made for each worker.
 *
 * @param <T> the elements
 */
public interface ChangeReader<T> extends Serializable {

  /**
   * Hands on the changes of an element, in the order in which they were read.
   *
   * @return which part of the read the element covers, as a text that means something only to this
   *     interface; it travels with the file that holds the element's changes
   * @throws BadRecordException if a change does not fit the table and is not {@linkplain
   *     ChangeSink#reject rejected}; nothing of the epoch is committed then
   */
  String read(T element, ChangeSink sink);

  /** Whether an element begins where a part of the read ended, so that a file may hold both. */
  boolean follows(String coverage, T element);

  /**
   * Judges, once an epoch and before anything is merged, whether all parts together are the whole
   * read.
   *
   * @param coverages the parts, in any order
   * @throws IllegalStateException if one is missing or there twice
   */
  ReadVerdict judge(List<String> coverages);
}
