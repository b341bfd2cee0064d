package dev.tributary.pipelines;

import dev.tributary.connectors.schema.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Brings the values of a record into the form that the table's columns have: hashed where that is
 * wanted, and with what tells where they came from. Not safe for concurrent use.
 */
final class RowShaper {
  private final ColumnChoice columns;
  private final String runId;
  private final int[] hashed;
  private final MessageDigest digest;

  /**
   * A shaper of the rows of one run.
   *
   * @param runId names the run
   */
  RowShaper(ColumnChoice columns, String runId) {
    this.columns = columns;
    this.runId = runId;
    List<String> names = columns.loaded().names();
    this.hashed = columns.hashed().stream().mapToInt(names::indexOf).sorted().toArray();
    this.digest = sha256();
  }

  /**
   * The row of a record.
   *
   * @param values of the loaded columns; changed, and maybe returned
   * @param extractedAt when the record was taken out of the source's answer
   */
  Object[] shape(Object[] values, Instant extractedAt) {
    for (int place : hashed) {
      if (values[place] != null) {
        Field field = columns.loaded().fields().get(place);
        values[place] = hash(CanonicalText.of(field.type(), values[place]));
      }
    }
    if (!columns.metadata()) {
      return values;
    }
    Object[] row = Arrays.copyOf(values, values.length + 2);
    row[values.length] = runId;
    row[values.length + 1] = ChronoUnit.MICROS.between(Instant.EPOCH, extractedAt);
    return row;
  }

  private String hash(String text) {
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
