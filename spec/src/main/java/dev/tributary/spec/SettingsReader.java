package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.Names;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes what is Tributary's out of a {@code table_configuration}; the rest is the connector's. */
final class SettingsReader {
  private static final List<String> SUPPORTED =
      Arrays.stream(Setting.values()).map(Setting::key).toList();

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
    Optional<ScdType> scdType = choice(Setting.SCD_TYPE).map(ScdType::valueOf);
    checkTracking(scdType);
    var settings =
        new TableSettings(
            scdType,
            columns(Setting.PRIMARY_KEYS),
            columns(Setting.SEQUENCE_BY),
            columns(Setting.TRACK_HISTORY_COLUMNS),
            columns(Setting.TRACK_HISTORY_EXCEPT_COLUMNS),
            choice(Setting.DELETES)
                .map(name -> Deletes.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(TableSettings.DEFAULTS.deletes()),
            reader
                .member(Setting.COMMIT_EVERY.key())
                .map(this::commitEvery)
                .orElse(CommitEvery.DEFAULT),
            flag(Setting.ALLOW_MASS_DELETE),
            duration(reader, Setting.TOMBSTONE_RETENTION.key())
                .orElse(TableSettings.DEFAULTS.tombstoneRetention()),
            choice(Setting.ON_BAD_RECORD)
                .map(name -> OnBadRecord.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(TableSettings.DEFAULTS.onBadRecord()),
            columnSettings());
    return new Configuration(settings, connectorOptions());
  }

  private void checkTracking(Optional<ScdType> scdType) {
    String tracked = Setting.TRACK_HISTORY_COLUMNS.key();
    String untracked = Setting.TRACK_HISTORY_EXCEPT_COLUMNS.key();
    if (reader.member(tracked).isPresent() && reader.member(untracked).isPresent()) {
      problems.add(
          reader.pointer(untracked),
          "'" + tracked + "' and '" + untracked + "' exclude each other; remove one");
    }
    for (String key : List.of(tracked, untracked)) {
      if (reader.member(key).isPresent() && !scdType.equals(Optional.of(ScdType.SCD_TYPE_2))) {
        problems.add(
            reader.pointer(key),
            "'" + key + "' is for tables with history; set 'scd_type' to SCD_TYPE_2, or remove it");
      }
    }
  }

  private ColumnSettings columnSettings() {
    List<String> include = columns(Setting.INCLUDE_COLUMNS);
    List<String> exclude = columns(Setting.EXCLUDE_COLUMNS);
    if (!include.isEmpty() && !exclude.isEmpty()) {
      problems.add(
          reader.pointer(Setting.EXCLUDE_COLUMNS.key()),
          "'exclude_columns' cannot be given together with 'include_columns', which leaves out all"
              + " others; remove one of them");
      exclude = List.of();
    }
    return new ColumnSettings(
        include, exclude, columns(Setting.HASH_COLUMNS), flag(Setting.METADATA_COLUMNS));
  }

  /** True or false, also as a string; false where it is not given. */
  private boolean flag(Setting setting) {
    String key = setting.key();
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
  private Optional<String> choice(Setting setting) {
    String key = setting.key();
    List<String> values = setting.choices();
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

  private List<String> columns(Setting setting) {
    String key = setting.key();
    return reader
        .member(key)
        .map(value -> ColumnNames.read(key, value, reader.pointer(key), problems))
        .orElse(List.of());
  }

  private CommitEvery commitEvery(JsonNode value) {
    if (!value.isObject()) {
      return new CommitEvery(
          duration(reader, Setting.COMMIT_EVERY.key()).orElse(CommitEvery.DEFAULT.time()),
          CommitEvery.DEFAULT.records());
    }
    return JsonObjectReader.of(
            value,
            reader.pointer(Setting.COMMIT_EVERY.key()),
            List.of(Setting.TIME, Setting.RECORDS),
            problems)
        .map(
            budget ->
                new CommitEvery(
                    duration(budget, Setting.TIME).orElse(CommitEvery.DEFAULT.time()),
                    records(budget)))
        .orElse(CommitEvery.DEFAULT);
  }

  private long records(JsonObjectReader budget) {
    Optional<JsonNode> records = budget.member(Setting.RECORDS);
    if (records.isEmpty()) {
      return CommitEvery.DEFAULT.records();
    }
    JsonNode value = records.get();
    if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0) {
      return value.longValue();
    }
    problems.add(
        budget.pointer(Setting.RECORDS),
        "'records' must be a whole number above zero, not " + value);
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
