package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.schema.DataType.Primitive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class ConnectorSourceTest {
  private static final Instant NOON = Instant.parse("2025-01-31T12:00:00Z");
  private static final Span WHOLE = new Span(0, Flow.CHANGES, null, Offset.INITIAL);

  private final ScriptedSource script = new ScriptedSource();

  @Test
  void aSourceThatWasSentReadsTheSameTable() {
    script.lay(WHOLE, ScriptedSource.chain(0, 3));

    ConnectorSource sent = SerializableUtils.clone(script.source());

    assertThat(sent.connector()).isEqualTo("scripted");
    assertThat(sent.table()).isEqualTo("records");
    assertThat(sent.runStart()).isEqualTo(NOON);
    try (ConnectorSource.OpenTable table = sent.open(ReadMetrics.NONE)) {
      assertThat(table.page(WHOLE, Offset.INITIAL).records()).hasSize(3);
      assertThat(table.options().list("regions")).containsExactly("emea");
      assertThat(script.open()).isEqualTo(1);
    }
    assertThat(script.open()).isZero();
  }

  @Test
  void anOpenTableKnowsSchemaMetadataAndPartitions() {
    try (ConnectorSource.OpenTable table = script.source().open(ReadMetrics.NONE)) {
      assertThat(table.schema().field("id").type()).isEqualTo(Primitive.LONG);
      assertThat(table.metadata().primaryKeys()).containsExactly("id");
      assertThat(table.partitions()).containsExactly("emea");
    }
  }

  @Test
  void everyFlowIsReadByItsOwnCall() {
    var partition = new Span(0, Flow.CHANGES, "emea", Offset.INITIAL);
    var deletes = new Span(1, Flow.DELETES, null, Offset.INITIAL);
    script.lay(WHOLE, ScriptedSource.chain(0, 1));
    script.lay(partition, ScriptedSource.chain(0, 2));
    script.lay(deletes, ScriptedSource.chain(0, 3));

    try (ConnectorSource.OpenTable table = script.source().open(ReadMetrics.NONE)) {
      assertThat(table.page(WHOLE, Offset.INITIAL).records()).hasSize(1);
      assertThat(table.page(partition, Offset.INITIAL).records()).hasSize(2);
      assertThat(table.page(deletes, Offset.INITIAL).records()).hasSize(3);
    }
  }

  @Test
  void aSourceIsReadUpToAnotherBound() {
    Instant later = NOON.plusSeconds(60);
    ConnectorSource source = script.source();

    assertThat(source.withRunStart(later).runStart()).isEqualTo(later);
    assertThat(source.withRunStart(later).table()).isEqualTo("records");
    assertThat(source.runStart()).isEqualTo(NOON);
  }

  @Test
  void secretsAreNotShown() {
    assertThat(script.source()).hasToString("table 'records' of connector 'scripted'");
    try (ConnectorSource.OpenTable table = script.source().open(ReadMetrics.NONE)) {
      assertThat(table.toString()).doesNotContain("hunter2");
      assertThat(table.options().toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void anUnknownConnectorIsAnErrorThatNamesTheClosest() {
    assertThatThrownBy(() -> ConnectorSource.provider("scriptd"))
        .isInstanceOf(ConnectorException.class)
        .hasMessage("Unknown connector 'scriptd'. Did you mean 'scripted'?")
        .extracting(e -> ((ConnectorException) e).category())
        .isEqualTo(Category.CONFIGURATION);
  }

  @Test
  void anUnknownTableIsTheConnectorsError() {
    Options none = Options.check(List.of(), Map.of()).orThrow();
    Options connection =
        Options.check(
                new ScriptedProvider().connectionOptions(), Map.of("script", TextNode.valueOf("1")))
            .orThrow();
    var source = new ConnectorSource("scripted", connection, "recrods", none, NOON);

    assertThatThrownBy(() -> source.open(ReadMetrics.NONE))
        .isInstanceOf(ConnectorException.class)
        .hasMessage("Unknown table 'recrods' of connector scripted. Did you mean 'records'?");
  }
}
