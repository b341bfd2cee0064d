package dev.tributary.beam.delta;

import java.io.Serializable;
import org.apache.beam.sdk.values.Row;

/**
 * The field of a row that says whether the row is there or gone; it is not stored.
 *
 * @param name the field's name, or null where all rows are there
 * @param place where it stands in rows
 */
record ChangeKindField(String name, int place) implements Serializable {
  private static final String UPSERT = "upsert";
  private static final String DELETE = "delete";

  /** All rows are there. */
  static final ChangeKindField NONE = new ChangeKindField(null, -1);

  /**
   * Whether the row is gone.
   *
   * @throws BadRecordException if the field says neither
   */
  boolean isDelete(Row row) {
    if (name == null) {
      return false;
    }
    String kind = row.getString(place);
    if (UPSERT.equalsIgnoreCase(kind)) {
      return false;
    }
    if (DELETE.equalsIgnoreCase(kind)) {
      return true;
    }
    throw new BadRecordException(
        name,
        "the change kind '"
            + name
            + "' is "
            + Values.text(kind)
            + ", and neither '"
            + UPSERT
            + "' nor '"
            + DELETE
            + "'");
  }
}
