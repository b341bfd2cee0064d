package dev.tributary.spec;

import java.util.List;

/**
 * A member of {@code table_configuration} that Tributary takes itself: what the reader of specs and
 * their JSON Schema have to know of it alike.
 */
enum Setting {
  SCD_TYPE(
      "scd_type",
      Form.CHOICE,
      List.of("SCD_TYPE_1", "SCD_TYPE_2", "APPEND_ONLY"),
      "What a table keeps: a row a key as it is now, every version of it, or every change once."),
  PRIMARY_KEYS(
      "primary_keys",
      Form.COLUMNS,
      "The columns that identify a row, in place of those that the connector names."),
  SEQUENCE_BY(
      "sequence_by",
      Form.COLUMNS,
      "The columns that order the changes of a key, in place of the connector's cursor field."),
  TRACK_HISTORY_COLUMNS(
      "track_history_columns",
      Form.COLUMNS,
      "Of SCD_TYPE_2: the columns whose change begins a new version."),
  TRACK_HISTORY_EXCEPT_COLUMNS(
      "track_history_except_columns",
      Form.COLUMNS,
      "Of SCD_TYPE_2: the columns whose change does not begin a new version."),
  DELETES(
      "deletes",
      Form.CHOICE,
      List.of("apply", "mark", "ignore"),
      "What a delete at the source does: the row goes, stays with _tributary_deleted_at, or stays."),
  COMMIT_EVERY(
      "commit_every",
      Form.BUDGET,
      "How much is read between two commits: a time like 10m, or an object of time and records."),
  ON_BAD_RECORD(
      "on_bad_record",
      Form.CHOICE,
      List.of("fail", "quarantine"),
      "What becomes of a record that does not fit: it fails the table, or goes to <table>__rejected."),
  ALLOW_MASS_DELETE(
      "allow_mass_delete",
      Form.FLAG,
      "Whether a snapshot may delete more than half of a table of 100 or more rows."),
  TOMBSTONE_RETENTION(
      "tombstone_retention",
      Form.DURATION,
      "How long a deleted key is remembered, so that an older change does not bring it back."),
  INCLUDE_COLUMNS(
      "include_columns", Form.COLUMNS, "The columns that are loaded; all others are left out."),
  EXCLUDE_COLUMNS("exclude_columns", Form.COLUMNS, "The columns that are left out."),
  HASH_COLUMNS("hash_columns", Form.COLUMNS, "The columns of which only a SHA-256 is stored."),
  METADATA_COLUMNS(
      "metadata_columns", Form.FLAG, "Whether rows tell which run brought them, and when.");

  /** The members of an object that {@link Form#BUDGET} may be. */
  static final String TIME = "time";

  static final String RECORDS = "records";

  /** What values look like. */
  enum Form {
    /** One of some words, in whatever case. */
    CHOICE,
    /** A column, or an array of them, also as a string. */
    COLUMNS,
    /** True or false, also as a string. */
    FLAG,
    /** See {@link Durations}. */
    DURATION,
    /** See {@link CommitEvery}. */
    BUDGET
  }

  private final String key;
  private final Form form;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> choices;

  private final String description;

  Setting(String key, Form form, String description) {
    this(key, form, List.of(), description);
  }

  Setting(String key, Form form, List<String> choices, String description) {
    this.key = key;
    this.form = form;
    this.choices = choices;
    this.description = description;
  }

  String key() {
    return key;
  }

  Form form() {
    return form;
  }

  /** The words of a {@link Form#CHOICE}; none of another form. */
  List<String> choices() {
    return choices;
  }

  String description() {
    return description;
  }
}
