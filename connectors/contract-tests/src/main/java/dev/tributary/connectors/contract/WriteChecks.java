package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.IngestionType;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** Checks that what is written to a source is read back. */
final class WriteChecks {
  private WriteChecks() {}

  static void readBack(World world, ContractTable table, Optional<WriteBack> writer) {
    if (writer.isEmpty() || !writer.get().table().equals(table.name())) {
      Assumptions.abort("Skipped: the test has no WriteBack for table '" + table + "'");
    }
    var sync = new Sync(world, table);
    sync.run();
    String marker = "tributary-" + UUID.randomUUID();
    writer.get().insert(marker);
    world.settle();
    List<SourceRecord> inserted = marked(sync.run(), marker);
    assertThat(inserted).as("records with the text that was written").isNotEmpty();
    TableMetadata metadata = sync.metadata();
    List<String> key = Row.key(inserted.get(0), metadata);
    if (table.whyNot(Capability.DELETES).isPresent()) {
      return;
    }
    writer.get().delete(marker);
    world.settle();
    List<SourceRecord> after = sync.run();
    if (metadata.ingestionType() == IngestionType.SNAPSHOT) {
      assertThat(marked(after, marker)).as("the row that was deleted").isEmpty();
    } else {
      assertThat(after)
          .as("a delete of the row that was written")
          .anyMatch(
              record ->
                  record.kind() == ChangeKind.DELETE && Row.key(record, metadata).equals(key));
    }
  }

  private static List<SourceRecord> marked(List<SourceRecord> records, String marker) {
    return records.stream().filter(record -> record.toTree().toString().contains(marker)).toList();
  }
}
