package dev.tributary.connectors.stripe;

import java.time.Instant;
import java.util.Comparator;

/**
 * An object that events tell of.
 *
 * @param created when it was created, which never changes; 1970 where its events do not tell
 * @param updated the time of its newest event
 */
record ChangedObject(String id, Instant created, Instant updated) {
  static final Comparator<ChangedObject> ORDER =
      Comparator.comparing(ChangedObject::created).thenComparing(ChangedObject::id);

  ChangedObject and(ChangedObject other) {
    return new ChangedObject(
        id,
        created.isAfter(other.created) ? created : other.created,
        updated.isAfter(other.updated) ? updated : other.updated);
  }
}
