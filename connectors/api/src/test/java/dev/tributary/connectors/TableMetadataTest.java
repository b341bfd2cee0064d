package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableMetadataTest {

  @Test
  void namesItsKindsAsSpecsDo() {
    assertThat(IngestionType.values())
        .extracting(IngestionType::id)
        .containsExactly("snapshot", "cdc", "cdc_with_deletes", "append");
  }

  @ParameterizedTest
  @EnumSource(value = IngestionType.class, names = "APPEND", mode = EnumSource.Mode.EXCLUDE)
  void onlyAppendTablesDoWithoutKeys(IngestionType type) {
    assertThatThrownBy(() -> new TableMetadata(List.of(), "updated_at", type, false, paging(type)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid table metadata: a " + type.id() + " table has no primary keys");
    assertThat(TableMetadata.append().primaryKeys()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CDC", "CDC_WITH_DELETES"})
  void tablesOfChangesHaveACursor(IngestionType type) {
    assertThatThrownBy(() -> new TableMetadata(List.of("id"), null, type, false, paging(type)))
        .hasMessage("Invalid table metadata: a " + type.id() + " table has no cursor field");
  }

  @ParameterizedTest
  @EnumSource(
      value = IngestionType.class,
      names = "CDC_WITH_DELETES",
      mode = EnumSource.Mode.EXCLUDE)
  void onlyTablesWithDeletesReadThemApart(IngestionType type) {
    assertThatThrownBy(
            () -> new TableMetadata(List.of("id"), "updated_at", type, true, paging(type)))
        .hasMessage("Invalid table metadata: deletes are read of a " + type.id() + " table");
    assertThat(TableMetadata.cdcWithDeletesRead("updated_at", "id").deletesRead()).isTrue();
    assertThat(TableMetadata.cdcWithDeletes("updated_at", "id").deletesRead()).isFalse();
  }

  @Test
  void noKeyIsNamedTwice() {
    assertThatThrownBy(() -> TableMetadata.cdc("updated_at", "id", "id"))
        .hasMessage("Invalid table metadata: primary key 'id' is named twice");
  }

  @ParameterizedTest
  @EnumSource(IngestionType.class)
  void snapshotsAndOnlyTheyTellHowTheyArePaged(IngestionType type) {
    SnapshotPaging wrong = type == IngestionType.SNAPSHOT ? null : SnapshotPaging.SHIFTING;
    assertThatThrownBy(() -> new TableMetadata(List.of("id"), "updated_at", type, false, wrong))
        .hasMessage("Invalid table metadata: a " + type.id() + " table with paging " + wrong);
    assertThat(TableMetadata.snapshot(SnapshotPaging.SHIFTING, "id").snapshotPaging())
        .isEqualTo(SnapshotPaging.SHIFTING);
  }

  private static SnapshotPaging paging(IngestionType type) {
    return type == IngestionType.SNAPSHOT ? SnapshotPaging.KEYSET : null;
  }
}
