package dev.tributary.beam.delta;

/** What changes do to a table. */
public enum WriteMode {
  /** SCD type 1: a change replaces the row of its key unless the row has a greater sequence. */
  UPSERT("SCD_TYPE_1", true, true),
  /**
   * SCD type 2: every version of a row stays, from {@code __START_AT} to {@code __END_AT}, which is
   * null in the version that is valid now. The table has these two columns besides the source's.
   */
  HISTORY("SCD_TYPE_2", true, true),
  /** Every row is added. */
  APPEND("APPEND_ONLY", false, false),
  /** A row is added if its key is new; the row that is there stays. */
  INSERT("APPEND_ONLY", true, false),
  /**
   * SCD type 1 of a snapshot: the changes are all rows that there are. A row whose key is not among
   * them goes. A read that did not reach its end is refused.
   */
  SNAPSHOT("SCD_TYPE_1", true, false),
  /**
   * SCD type 2 of a snapshot: of every difference between two snapshots a version stays, as with
   * {@link #HISTORY}; {@code __START_AT} and {@code __END_AT} say when the snapshots were taken. A
   * row whose key is not among the changes ends. A read that did not reach its end is refused.
   */
  SNAPSHOT_HISTORY("SCD_TYPE_2", true, false),
  /** Every row of a snapshot is added. A read that did not reach its end is refused. */
  APPEND_SNAPSHOT("APPEND_ONLY", false, false);

  private final String scdType;
  private final boolean keyed;
  private final boolean sequenced;

  WriteMode(String scdType, boolean keyed, boolean sequenced) {
    this.scdType = scdType;
    this.keyed = keyed;
    this.sequenced = sequenced;
  }

  /** The mode that made a table with these settings. */
  static WriteMode of(TableSettings settings) {
    for (WriteMode mode : values()) {
      if (mode.scdType.equals(settings.scdType())
          && mode.keyed != settings.keys().isEmpty()
          && mode.sequenced != settings.sequenceBy().isEmpty()) {
        return mode;
      }
    }
    throw new IllegalArgumentException("Invalid settings: " + settings);
  }

  /** The name that users know it by. */
  String scdType() {
    return scdType;
  }

  boolean isKeyed() {
    return keyed;
  }

  /** Whether a read counts only as a whole. */
  public boolean isSnapshot() {
    return this == SNAPSHOT || this == SNAPSHOT_HISTORY || this == APPEND_SNAPSHOT;
  }

  /** Whether the versions of a row stay. */
  boolean keepsHistory() {
    return this == HISTORY || this == SNAPSHOT_HISTORY;
  }

  /** Whether changes may be deletes. */
  public boolean takesDeletes() {
    return this == UPSERT || this == HISTORY;
  }

  /** Whether the only row of a key can be deleted. */
  boolean losesRows() {
    return this == UPSERT || this == SNAPSHOT;
  }

  boolean isSequenced() {
    return sequenced;
  }
}
