package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What one bundle made of the changes it was given: files sorted by key, with at most one change a
 * key, or of a table with history one a key and sequence, or of one that marks deleted rows one
 * upsert and one delete a key, and where in the read they belong. Files travel by this description;
 * their rows never do.
 *
 * @param upserts rows of the table's own schema, a data file that may become part of the table as
 *     it is; null if there are none
 * @param upsertKeys the range of their leading key; null without keys or rows
 * @param deletes short rows, the path relative to the table; null if there are none
 * @param deleteKeys the range of their leading key; null if there are none
 * @param keySample values of the leading key at even distances
 * @param rows how many rows the upserts' file has
 * @param upsertsRead upserts handed in, before those of one key became one
 * @param deletesRead deletes handed in
 * @param rejected the records that were set aside; null if there are none
 * @param duplicates rows of a snapshot that gave way to a later one of their key with other values
 * @param coverages the parts of the read that the files hold, one following the other
 * @param leastSequence no change in the files has a lesser one, in the leading sequence column;
 *     null where there is none
 * @param hasOneChangeAKey whether no key is in the files twice
 */
record StagedFile(
    DataFile upserts,
    LeadingRange upsertKeys,
    String deletes,
    LeadingRange deleteKeys,
    List<Object> keySample,
    long rows,
    long upsertsRead,
    long deletesRead,
    RejectedFile rejected,
    long duplicates,
    List<String> coverages,
    Object leastSequence,
    boolean hasOneChangeAKey)
    implements Serializable {
  /** Of no part of the read. */
  static final StagedFile NOTHING =
      new StagedFile(null, null, null, null, List.of(), 0, 0, 0, null, 0, List.of(), null, true);

  StagedFile {
    Objects.requireNonNull(keySample, "keySample");
    coverages = List.copyOf(coverages);
  }
}
