package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordNamesTest {

  @Test
  void aRecordIsNamedByItsKeys() {
    assertThat(describe("{\"id\": 9007199254740993, \"plan\": \"pro\"}"))
        .isEqualTo("the record with id=9007199254740993, plan=pro");
    assertThat(describe("{\"plan\": null}")).isEqualTo("the record with id=(absent), plan=null");
    assertThat(describe("{\"id\": {\"a\": 1}, \"plan\": [2]}"))
        .isEqualTo("the record with id={\"a\":1}, plan=[2]");
  }

  @Test
  void aRecordWithoutKeysHasNoName() {
    assertThat(RecordNames.describe(record("{}"), List.of())).isEqualTo("a record");
    assertThat(describe("{\"id\"")).isEqualTo("a record that is not JSON");
  }

  @Test
  void aLongKeyIsCutBetweenCharacters() {
    String before = "x".repeat(59);

    assertThat(describe("{\"id\": 1, \"plan\": \"" + before + "🦊y\"}"))
        .isEqualTo("the record with id=1, plan=" + before + "…");
    assertThat(describe("{\"id\": 1, \"plan\": \"" + before + "yz\"}"))
        .isEqualTo("the record with id=1, plan=" + before + "y…");
  }

  private static String describe(String json) {
    return RecordNames.describe(record(json), List.of("id", "plan"));
  }

  private static SourceRecord record(String json) {
    return SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8));
  }
}
