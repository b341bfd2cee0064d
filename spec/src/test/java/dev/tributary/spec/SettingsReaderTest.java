package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private Problems problems;

  @Test
  void whatIsNotSaidHasItsDefault() {
    TableSettings settings = read("{}").settings();

    assertThat(settings.scdType()).isEmpty();
    assertThat(settings.primaryKeys()).isEmpty();
    assertThat(settings.sequenceBy()).isEmpty();
    assertThat(settings.deletes()).isEqualTo(Deletes.APPLY);
    assertThat(settings.commitEvery())
        .isEqualTo(new CommitEvery(Duration.ofMinutes(10), 5_000_000));
    assertThat(settings.tombstoneRetention()).isEqualTo(Duration.ofDays(2));
  }

  @ParameterizedTest
  @CsvSource({
    "SCD_TYPE_1, SCD_TYPE_1",
    "scd_type_1, SCD_TYPE_1",
    "APPEND_ONLY, APPEND_ONLY",
    "Append_Only, APPEND_ONLY"
  })
  void scdTypesAreTakenInAnyCase(String given, ScdType expected) {
    assertThat(read("{\"scd_type\": \"" + given + "\"}").settings().scdType()).contains(expected);
    assertThat(messages()).isEmpty();
  }

  @Test
  void anUnknownScdTypeIsToldWithTheClosest() {
    read("{\"scd_type\": \"SCD_TYPE_3\", \"deletes\": \"drop\", \"on_bad_record\": \"skip\"}");

    assertThat(messages())
        .containsExactlyInAnyOrder(
            "Unknown 'scd_type': 'SCD_TYPE_3'. Did you mean 'SCD_TYPE_1'?",
            "Unknown 'deletes': 'drop'. There are: apply, mark, ignore.",
            "Unknown 'on_bad_record': 'skip'. There are: fail, quarantine.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"id\", \"url\"]",
        "\"[\\\"id\\\", \\\"url\\\"]\"",
        "\" [\\\"id\\\",\\\"url\\\"] \""
      })
  void columnsAreTakenAsUpstreamWritesThem(String value) {
    TableSettings settings =
        read("{\"primary_keys\": " + value + ", \"sequence_by\": " + value + "}").settings();

    assertThat(settings.primaryKeys()).containsExactly("id", "url");
    assertThat(settings.sequenceBy()).containsExactly("id", "url");
    assertThat(messages()).isEmpty();
  }

  @Test
  void oneColumnMayBeAPlainString() {
    TableSettings settings =
        read("{\"primary_keys\": \"id\", \"sequence_by\": \"updated at\"}").settings();

    assertThat(settings.primaryKeys()).containsExactly("id");
    assertThat(settings.sequenceBy()).containsExactly("updated at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          7                  | /primary_keys   | 'primary_keys' must be a column or an array of columns, not a number
          {"a": 1}           | /primary_keys   | 'primary_keys' must be a column or an array of columns, not an object
          [7]                | /primary_keys/0 | 'primary_keys' must be a column or an array of columns, not of a number
          []                 | /primary_keys   | 'primary_keys' names no column
          ""                 | /primary_keys   | 'primary_keys' names no column
          "[]"               | /primary_keys   | 'primary_keys' names no column
          ["a", " "]         | /primary_keys/1 | 'primary_keys' names a column that is empty
          ["a", "b", "a"]    | /primary_keys/2 | 'primary_keys' names 'a' twice
          "a,b"              | /primary_keys   | 'primary_keys' holds a comma; write several columns as an array of strings
          "[a"               | /primary_keys   | 'primary_keys' begins like an array but is not valid JSON: [a
          "[\\"a\\"] x"      | /primary_keys   | 'primary_keys' begins like an array but is not valid JSON: ["a"] x
          """)
  void otherColumnsAreProblems(String value, String pointer, String message) {
    read("{\"primary_keys\": " + value.replace("\\\\", "\\") + "}");

    assertThat(problems.list()).extracting(SpecProblem::pointer).containsExactly(pointer);
    assertThat(messages()).containsExactly(message);
  }

  @Test
  void deletesMayBeMarkedOrIgnored() {
    assertThat(read("{\"deletes\": \"mark\"}").settings().deletes()).isEqualTo(Deletes.MARK);
    assertThat(read("{\"deletes\": \"ignore\"}").settings().deletes()).isEqualTo(Deletes.IGNORE);
    assertThat(read("{\"deletes\": \"APPLY\"}").settings().deletes()).isEqualTo(Deletes.APPLY);
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "30s"                            | PT30S | 5000000
          {"time": "1h"}                   | PT1H  | 5000000
          {"records": 10}                  | PT10M | 10
          {"time": "PT2M", "records": 7}   | PT2M  | 7
          {}                               | PT10M | 5000000
          """)
  void theBudgetOfAnEpochMayBeTimeOrRecordsOrBoth(String value, Duration time, long records) {
    assertThat(read("{\"commit_every\": " + value + "}").settings().commitEvery())
        .isEqualTo(new CommitEvery(time, records));
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          600                  | /commit_every         | 'commit_every' must be a duration above zero like 30s, 10m, 1h, 2d or PT10M, not 600
          "0s"                 | /commit_every         | 'commit_every' must be a duration above zero like 30s, 10m, 1h, 2d or PT10M, not "0s"
          {"time": "x"}        | /commit_every/time    | 'time' must be a duration above zero like 30s, 10m, 1h, 2d or PT10M, not "x"
          {"records": 0}       | /commit_every/records | 'records' must be a whole number above zero, not 0
          {"records": 1.5}     | /commit_every/records | 'records' must be a whole number above zero, not 1.5
          {"records": "9"}     | /commit_every/records | 'records' must be a whole number above zero, not "9"
          {"record": 9}        | /commit_every/record  | Unknown member 'record'. Did you mean 'records'?
          """)
  void otherBudgetsAreProblems(String value, String pointer, String message) {
    read("{\"commit_every\": " + value + "}");

    assertThat(problems.list()).extracting(SpecProblem::pointer).containsExactly(pointer);
    assertThat(messages()).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'\"True\"', true", "null, false"})
  void aMassDeleteIsAllowedWhereItSaysSo(String value, boolean allowed) {
    assertThat(read("{\"allow_mass_delete\": " + value + "}").settings().allowMassDelete())
        .isEqualTo(allowed);
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"yes\"", "[true]"})
  void anythingButTrueOrFalseIsAProblem(String value) {
    read("{\"allow_mass_delete\": " + value + "}");

    assertThat(messages())
        .containsExactly("'allow_mass_delete' must be true or false, not " + value);
  }

  @Test
  void tombstonesMayBeKeptForAsLongAsSaid() {
    assertThat(read("{\"tombstone_retention\": \"7d\"}").settings().tombstoneRetention())
        .isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster_by"})
  void whatALaterVersionTakesIsRefusedAndNotLeftToTheConnector(String key) {
    SettingsReader.Configuration configuration = read("{\"" + key + "\": false}");

    assertThat(messages())
        .containsExactly("'" + key + "' is not supported by this version of Tributary; remove it");
    assertThat(configuration.connectorOptions()).isEmpty();
  }

  @Test
  void aHistoryTracksColumns() {
    TableSettings settings =
        read("{\"scd_type\": \"scd_type_2\", \"track_history_columns\": [\"a\", \"b\"]}")
            .settings();

    assertThat(settings.scdType()).contains(ScdType.SCD_TYPE_2);
    assertThat(settings.trackHistoryColumns()).containsExactly("a", "b");
    assertThat(settings.trackHistoryExceptColumns()).isEmpty();
    assertThat(messages()).isEmpty();
  }

  @Test
  void columnsAreEitherTrackedOrExcepted() {
    read(
        "{\"scd_type\": \"SCD_TYPE_2\", \"track_history_columns\": \"a\","
            + " \"track_history_except_columns\": \"b\"}");

    assertThat(messages())
        .containsExactly(
            "'track_history_columns' and 'track_history_except_columns' exclude each other; remove"
                + " one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"track_history_columns", "track_history_except_columns"})
  void aTableWithoutHistoryTracksNothing(String key) {
    read("{\"scd_type\": \"SCD_TYPE_1\", \"" + key + "\": \"a\"}");

    assertThat(messages())
        .containsExactly(
            "'" + key + "' is for tables with history; set 'scd_type' to SCD_TYPE_2, or remove it");
  }

  @ParameterizedTest
  @CsvSource({"fail, FAIL", "Quarantine, QUARANTINE"})
  void aBadRecordMayFailTheTableOrBeSetAside(String given, OnBadRecord expected) {
    assertThat(read("{\"on_bad_record\": \"" + given + "\"}").settings().onBadRecord())
        .isEqualTo(expected);
    assertThat(messages()).isEmpty();
  }

  @Test
  void columnsMayBeChosenHashedAndAdded() {
    ColumnSettings including =
        read("{\"include_columns\": [\"id\", \"mail\"], \"hash_columns\": \"mail\"}")
            .settings()
            .columns();
    ColumnSettings excluding =
        read("{\"exclude_columns\": \"[\\\"mail\\\"]\", \"metadata_columns\": true}")
            .settings()
            .columns();

    assertThat(including)
        .isEqualTo(new ColumnSettings(List.of("id", "mail"), List.of(), List.of("mail"), false));
    assertThat(excluding)
        .isEqualTo(new ColumnSettings(List.of(), List.of("mail"), List.of(), true));
    assertThat(messages()).isEmpty();
  }

  @Test
  void columnsCannotBeBothIncludedAndExcluded() {
    read("{\"include_columns\": \"a\", \"exclude_columns\": \"b\"}");

    assertThat(problems.list())
        .extracting(SpecProblem::pointer)
        .containsExactly("/exclude_columns");
    assertThat(messages())
        .containsExactly(
            "'exclude_columns' cannot be given together with 'include_columns', which leaves out"
                + " all others; remove one of them");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "'\"True\"', true",
    "false, false",
    "'\"false\"', false",
    "null, false"
  })
  void metadataColumnsAreAskedForByTrue(String given, boolean expected) {
    assertThat(read("{\"metadata_columns\": " + given + "}").settings().columns().metadata())
        .isEqualTo(expected);
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"yes\"", "[true]"})
  void otherWordsForTrueAreProblems(String given) {
    read("{\"metadata_columns\": " + given + "}");

    assertThat(messages())
        .containsExactly("'metadata_columns' must be true or false, not " + given);
  }

  @Test
  void noKeyOfTributaryGoesToTheConnector() {
    SettingsReader.Configuration configuration =
        read(
            """
            {"scd_type": "SCD_TYPE_1", "primary_keys": "a", "sequence_by": "b", "deletes": "apply",
             "commit_every": "1m", "on_bad_record": "fail", "tombstone_retention": "1d",
             "allow_mass_delete": true, "include_columns": "a", "hash_columns": "a", "metadata_columns": true,
             "start_date": "2025-01-01", "scdtype": null}
            """);

    assertThat(configuration.connectorOptions().keySet()).containsExactly("start_date", "scdtype");
  }

  private SettingsReader.Configuration read(String json) {
    SpecDocument document = SpecDocument.parse("s.json", json.getBytes(StandardCharsets.UTF_8));
    problems = Problems.of(document);
    return SettingsReader.read(document.root(), "", problems).orElseThrow();
  }

  private List<String> messages() {
    return problems.list().stream().map(SpecProblem::message).toList();
  }
}
