package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.Names;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes what is Tributary's out of a {@code table_configuration}; the rest is the connector's. */
final class SettingsReader {
  private static final String SCD_TYPE = "scd_type";
  private static final String PRIMARY_KEYS = "primary_keys";
  private static final String SEQUENCE_BY = "sequence_by";
  private static final String TRACKED = "track_history_columns";
  private static final String UNTRACKED = "track_history_except_columns";
  private static final String DELETES = "deletes";
  private static final String COMMIT_EVERY = "commit_every";
  private static final String ON_BAD_RECORD = "on_bad_record";
  private static final String ALLOW_MASS_DELETE = "allow_mass_delete";
  private static final String TOMBSTONE_RETENTION = "tombstone_retention";
  private static final String INCLUDE_COLUMNS = "include_columns";
  private static final String EXCLUDE_COLUMNS = "exclude_columns";
  private static final String HASH_COLUMNS = "hash_columns";
  private static final String METADATA_COLUMNS = "metadata_columns";
  private static final String TIME = "time";
  private static final String RECORDS = "records";

  private static final List<String> SUPPORTED =
      List.of(
          SCD_TYPE,
          PRIMARY_KEYS,
          SEQUENCE_BY,
          TRACKED,
          UNTRACKED,
          DELETES,
          COMMIT_EVERY,
          ON_BAD_RECORD,
          ALLOW_MASS_DELETE,
          TOMBSTONE_RETENTION,
          INCLUDE_COLUMNS,
          EXCLUDE_COLUMNS,
          HASH_COLUMNS,
          METADATA_COLUMNS);

  private final JsonNode configuration;
  private final JsonObjectReader reader;
  private final Problems problems;

  private SettingsReader(JsonNode configuration, JsonObjectReader reader, Problems problems) {
    this.configuration = configuration;
    this.reader = reader;
    this.problems = problems;
  }

  /** The settings and the options for the connector. */
  record Configuration(TableSettings settings, Map<String, JsonNode> connectorOptions) {}

  /** The members of {@code table_configuration} that this version of Tributary takes itself. */
  static List<String> keys() {
    return SUPPORTED;
  }

  static Optional<Configuration> read(JsonNode configuration, String pointer, Problems problems) {
    return JsonObjectReader.open(configuration, pointer, SUPPORTED, problems)
        .map(reader -> new SettingsReader(configuration, reader, problems).read());
  }

  private Configuration read() {
    for (String key : UnsupportedSettings.KEYS) {
      if (reader.member(key).isPresent()) {
        problems.add(reader.pointer(key), UnsupportedSettings.refusal(key));
      }
    }
    Optional<ScdType> scdType =
        choice(SCD_TYPE, List.of("SCD_TYPE_1", "SCD_TYPE_2", "APPEND_ONLY")).map(ScdType::valueOf);
    checkTracking(scdType);
    var settings =
        new TableSettings(
            scdType,
            columns(PRIMARY_KEYS),
            columns(SEQUENCE_BY),
            columns(TRACKED),
            columns(UNTRACKED),
            choice(DELETES, List.of("apply", "mark", "ignore"))
                .map(name -> Deletes.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(TableSettings.DEFAULTS.deletes()),
            reader.member(COMMIT_EVERY).map(this::commitEvery).orElse(CommitEvery.DEFAULT),
            flag(ALLOW_MASS_DELETE),
            duration(reader, TOMBSTONE_RETENTION)
                .orElse(TableSettings.DEFAULTS.tombstoneRetention()),
            choice(ON_BAD_RECORD, List.of("fail", "quarantine"))
                .map(name -> OnBadRecord.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(TableSettings.DEFAULTS.onBadRecord()),
            columnSettings());
    return new Configuration(settings, connectorOptions());
  }

  private void checkTracking(Optional<ScdType> scdType) {
    if (reader.member(TRACKED).isPresent() && reader.member(UNTRACKED).isPresent()) {
      problems.add(
          reader.pointer(UNTRACKED),
          "'" + TRACKED + "' and '" + UNTRACKED + "' exclude each other; remove one");
    }
    for (String key : List.of(TRACKED, UNTRACKED)) {
      if (reader.member(key).isPresent() && !scdType.equals(Optional.of(ScdType.SCD_TYPE_2))) {
        problems.add(
            reader.pointer(key),
            "'" + key + "' is for tables with history; set 'scd_type' to SCD_TYPE_2, or remove it");
      }
    }
  }

  private ColumnSettings columnSettings() {
    List<String> include = columns(INCLUDE_COLUMNS);
    List<String> exclude = columns(EXCLUDE_COLUMNS);
    if (!include.isEmpty() && !exclude.isEmpty()) {
      problems.add(
          reader.pointer(EXCLUDE_COLUMNS),
          "'exclude_columns' cannot be given together with 'include_columns', which leaves out all"
              + " others; remove one of them");
      exclude = List.of();
    }
    return new ColumnSettings(include, exclude, columns(HASH_COLUMNS), flag(METADATA_COLUMNS));
  }

  /** True or false, also as a string; false where it is not given. */
  private boolean flag(String key) {
    Optional<JsonNode> value = reader.member(key);
    if (value.isEmpty()) {
      return false;
    }
    String text = value.get().isValueNode() ? value.get().asText().toLowerCase(Locale.ROOT) : "";
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(reader.pointer(key), "'" + key + "' must be true or false, not " + value.get());
    }
    return text.equals("true");
  }

  private Map<String, JsonNode> connectorOptions() {
    var options = new LinkedHashMap<String, JsonNode>();
    configuration
        .fields()
        .forEachRemaining(
            member -> {
              if (!SUPPORTED.contains(member.getKey())
                  && !UnsupportedSettings.KEYS.contains(member.getKey())) {
                options.put(member.getKey(), member.getValue());
              }
            });
    return Collections.unmodifiableMap(options);
  }

  /** The one of some values that is given, in whatever case. */
  private Optional<String> choice(String key, List<String> values) {
    Optional<String> given = reader.text(key);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> chosen = values.stream().filter(given.get()::equalsIgnoreCase).findFirst();
    if (chosen.isEmpty()) {
      problems.add(
          reader.pointer(key),
          "Unknown '" + key + "': '" + given.get() + "'. " + Names.suggestion(given.get(), values));
    }
    return chosen;
  }

  private List<String> columns(String key) {
    return reader
        .member(key)
        .map(value -> ColumnNames.read(key, value, reader.pointer(key), problems))
        .orElse(List.of());
  }

  private CommitEvery commitEvery(JsonNode value) {
    if (!value.isObject()) {
      return new CommitEvery(
          duration(reader, COMMIT_EVERY).orElse(CommitEvery.DEFAULT.time()),
          CommitEvery.DEFAULT.records());
    }
    return JsonObjectReader.of(
            value, reader.pointer(COMMIT_EVERY), List.of(TIME, RECORDS), problems)
        .map(
            budget ->
                new CommitEvery(
                    duration(budget, TIME).orElse(CommitEvery.DEFAULT.time()), records(budget)))
        .orElse(CommitEvery.DEFAULT);
  }

  private long records(JsonObjectReader budget) {
    Optional<JsonNode> records = budget.member(RECORDS);
    if (records.isEmpty()) {
      return CommitEvery.DEFAULT.records();
    }
    JsonNode value = records.get();
    if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0) {
      return value.longValue();
    }
    problems.add(
        budget.pointer(RECORDS), "'records' must be a whole number above zero, not " + value);
    return CommitEvery.DEFAULT.records();
  }

  private Optional<Duration> duration(JsonObjectReader object, String key) {
    Optional<JsonNode> value = object.member(key);
    Optional<Duration> duration =
        value.filter(JsonNode::isTextual).map(JsonNode::textValue).flatMap(Durations::parse);
    if (value.isPresent() && duration.isEmpty()) {
      problems.add(
          object.pointer(key),
          "'" + key + "' must be " + Durations.EXPECTATION + ", not " + value.get());
    }
    return duration;
  }
}
