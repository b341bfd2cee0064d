package dev.tributary.beam.delta;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * One run of a pipeline, also of a template that is run again. All workers know it, so that what
 * they do to a table is one thing, and one that is done again is known.
 *
 * @param id tells the run from all others
 * @param startedAt when it began
 */
record RunToken(String id, Instant startedAt) implements Serializable {

  /**
   * The attempt of this run at an epoch, the same wherever it is asked for.
   *
   * @param table the table's path, as it was given
   * @param purpose tells the attempts of a run at one table apart
   */
  Attempt attempt(String table, long epoch, String purpose) {
    ByteBuffer hash = ByteBuffer.wrap(sha256(id + "\n" + purpose + "\n" + table));
    return new Attempt(
        epoch, String.format("%016x", hash.getLong()), hash.getLong() & Long.MAX_VALUE);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot name attempts: Java has no SHA-256", e);
    }
  }
}
