package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.BadRecordException;
import dev.tributary.beam.delta.ChangeSink;
import dev.tributary.beam.delta.RejectedRecord;
import dev.tributary.beam.lakeflow.Ending;
import dev.tributary.beam.lakeflow.Flow;
import dev.tributary.beam.lakeflow.PageBatch;
import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import dev.tributary.pipelines.SourceState.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageChangeReaderTest {
  private static final Offset FROM = Offset.of("position", 4);
  private static final Offset TO = Offset.of("position", 6);

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-31T12:00:00.123456Z"), ZoneOffset.UTC);

  @TempDir private Path directory;
  private final List<String> sunk = new ArrayList<>();
  private final List<RejectedRecord> rejected = new ArrayList<>();
  private Scenario scenario;

  @BeforeEach
  void setUp() {
    scenario = new Scenario(directory).withConnection("'token': 's3cret'");
    scenario.people();
  }

  private final ChangeSink sink =
      new ChangeSink() {
        @Override
        public void upsert(Object[] row, long bytes) {
          if (row[2] == null) {
            throw new BadRecordException("at", "the sequence column 'at' is null");
          }
          sunk.add("upsert " + Arrays.toString(row));
        }

        @Override
        public void delete(Object[] row, long bytes) {
          sunk.add("delete " + Arrays.toString(row));
        }

        @Override
        public void reject(RejectedRecord record) {
          rejected.add(record);
        }
      };

  @Test
  void changesAreHandedOnInTheOrderOfTheSource() {
    String coverage =
        reader("", null)
            .read(
                batch(
                    upsert("{\"id\": 1, \"name\": \"Ada\", \"at\": 2, \"shoe\": 39}"),
                    delete("{\"id\": 1, \"at\": 3}")),
                sink);

    assertThat(sunk).containsExactly("upsert [1, Ada, 2]", "delete [1, null, 3]");
    assertThat(Coverage.parse(coverage).unknownFields()).hasSize(1).containsEntry("shoe", 1L);
    assertThat(Coverage.parse(coverage).from()).isEqualTo(FROM);
    assertThat(Coverage.parse(coverage).to()).isEqualTo(TO);
  }

  @Test
  void ignoredDeletesAreNotHandedOn() {
    reader("'deletes': 'ignore'", null).read(batch(delete("{\"id\": 1, \"at\": 3}")), sink);

    assertThat(sunk).isEmpty();
  }

  @Test
  void aBadRecordIsNamedWithItsKeyColumnValuePlaceAndWayOut() {
    PageChangeReader reader = reader("", "emea");

    assertThatThrownBy(() -> reader.read(batch(upsert("{\"id\": 17, \"at\": \"later\"}")), sink))
        .isInstanceOf(BadRecordException.class)
        .hasMessage(
            "Cannot load the record with id=17 of table 'people', read behind the offset"
                + " {\"position\":4} of partition 'emea': column 'at' holds \"later\", which is not"
                + " a 64-bit integer. Nothing of this epoch was committed. Correct the record at"
                + " the source and run again, or set 'on_bad_record' to 'quarantine' to load the"
                + " others; if it is right, report the column's type as a bug of"
                + " the connector.");
  }

  @Test
  void aRecordThatTheTableCannotTakeIsNamedAsWell() {
    PageChangeReader reader = reader("", null);

    assertThatThrownBy(() -> reader.read(batch(upsert("{\"id\": 17}")), sink))
        .isInstanceOf(BadRecordException.class)
        .hasMessageStartingWith(
            "Cannot load the record with id=17 of table 'people', read behind the offset"
                + " {\"position\":4}: the sequence column 'at' is null. Nothing");
  }

  @Test
  void badRecordsMayBeSetAsideAndTheOthersHandedOn() {
    reader("'on_bad_record': 'quarantine'", null)
        .read(
            batch(
                upsert("{\"id\": 17, \"at\": \"later\"}"),
                upsert("{\"id\": 18, \"name\": \"Ada\", \"at\": 5}"),
                delete("{\"id\": 19 "),
                upsert("{\"id\": 20, \"name\": \"Bob\"}")),
            sink);

    assertThat(sunk).containsExactly("upsert [18, Ada, 5]");
    assertThat(rejected)
        .containsExactly(
            new RejectedRecord(
                "{\"id\": 17, \"at\": \"later\"}",
                "column 'at' holds \"later\", which is not a 64-bit integer",
                "at",
                "people",
                "run-1",
                "{\"position\":4}",
                CLOCK.instant()),
            new RejectedRecord(
                "{\"id\": 19 ",
                "the record is {\"id\": 19 , which is not JSON",
                null,
                "people",
                "run-1",
                "{\"position\":4}",
                CLOCK.instant()),
            new RejectedRecord(
                "{\"id\": 20, \"name\": \"Bob\"}",
                "the sequence column 'at' is null",
                "at",
                "people",
                "run-1",
                "{\"position\":4}",
                CLOCK.instant()));
  }

  @Test
  void whatIsLeftOutOrHashedIsNeitherToldNorStoredOfABadRecord() {
    scenario.source.add(
        "patients",
        new StructType(
            List.of(
                Field.of("id", Primitive.LONG),
                Field.of("born", Primitive.DATE),
                Field.of("name", Primitive.STRING),
                Field.of("at", Primitive.LONG))),
        TableMetadata.cdc("at", "id"));
    String configuration = "'exclude_columns': 'name', 'hash_columns': ['id', 'born']";
    SourceRecord bad = upsert("{\"id\": 4711, \"born\": \"1.4.70\", \"name\": \"Ada\", \"at\": 1}");

    assertThatThrownBy(() -> reader("patients", configuration, null).read(batch(bad), sink))
        .hasMessageStartingWith(
            "Cannot load the record with id=*** of table 'patients', read behind the offset"
                + " {\"position\":4}: column 'born' holds ***, which does not fit its type. ");
    reader("patients", configuration + ", 'on_bad_record': 'quarantine'", null)
        .read(batch(bad, upsert("Ada, born on 1.4.70")), sink);
    assertThat(rejected)
        .extracting(RejectedRecord::raw)
        .containsExactly("{\"id\":\"***\",\"born\":\"***\",\"at\":1}", null);
    assertThat(rejected)
        .extracting(RejectedRecord::reason)
        .containsExactly(
            "column 'born' holds ***, which does not fit its type",
            "the record is not one JSON object");
  }

  @Test
  void aFailureTravelsWithoutSecrets() {
    var failed =
        new PageBatch(
            0, FROM, TO, Ending.FAILED, "bad token s3cret", List.of(), ReadStatistics.NONE);

    String coverage = reader("", null).read(failed, sink);

    assertThat(coverage).doesNotContain("s3cret");
    assertThat(Coverage.parse(coverage).failure()).isEqualTo("bad token ***");
  }

  @Test
  void aBatchFollowsTheOneThatEndsWhereItBegins() {
    PageChangeReader reader = reader("", null);
    String coverage = reader.read(batch(), sink);

    assertThat(reader.follows(coverage, batch(0, TO))).isTrue();
    assertThat(reader.follows(coverage, batch(0, FROM))).isFalse();
    assertThat(reader.follows(coverage, batch(1, TO))).isFalse();
  }

  private PageChangeReader reader(String configuration, String partition) {
    return reader("people", configuration, partition);
  }

  private PageChangeReader reader(String table, String configuration, String partition) {
    TableJob job = scenario.job(Scenario.table(table, configuration)).tables().get(0);
    var plan =
        new SourceState(
            job.identity(),
            Instant.EPOCH,
            List.of(new Progress(Flow.CHANGES, partition, FROM, FROM, false)));
    return new PageChangeReader(job, plan, plan, "run-1", CLOCK);
  }

  private static SourceRecord upsert(String json) {
    return SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8));
  }

  private static SourceRecord delete(String json) {
    return SourceRecord.of(ChangeKind.DELETE, json.getBytes(StandardCharsets.UTF_8));
  }

  private static PageBatch batch(SourceRecord... records) {
    return new PageBatch(0, FROM, TO, Ending.NONE, null, List.of(records), ReadStatistics.NONE);
  }

  private static PageBatch batch(int span, Offset from) {
    return new PageBatch(span, from, TO, Ending.NONE, null, List.of(), ReadStatistics.NONE);
  }
}
