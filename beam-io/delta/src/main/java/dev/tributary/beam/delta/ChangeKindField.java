package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.Locale;
import org.apache.beam.sdk.values.Row;

/**
 * The field of a row that says whether the row is there or gone; it is not stored.
 *
 * @param name the field's name, or null where all rows are there
 */
record ChangeKindField(String name) implements Serializable {

  /**
   * Whether the row is gone.
   *
   * @throws BadRecordException if the field says neither
   */
  boolean isDelete(Row row) {
    if (name == null) {
      return false;
    }
    String kind = row.getString(name);
    return switch (kind == null ? "null" : kind.toLowerCase(Locale.ROOT)) {
      case "upsert" -> false;
      case "delete" -> true;
      default ->
          throw new BadRecordException(
              name,
              "the change kind '"
                  + name
                  + "' is "
                  + Values.text(kind)
                  + ", and neither 'upsert' nor 'delete'");
    };
  }
}
