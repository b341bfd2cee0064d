package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void keepsItsRecordsFromLaterChanges() {
    var records = new ArrayList<SourceRecord>();
    records.add(SourceRecord.upsert(JsonNodeFactory.instance.objectNode()));
    Page page = Page.of(records, Offset.of("page", 1));
    records.clear();
    assertThat(page.records()).hasSize(1);
  }

  @Test
  void saysWhetherMoreMayFollow() {
    assertThat(Page.of(List.of(), Offset.INITIAL).last()).isFalse();
    assertThat(Page.last(List.of(), Offset.INITIAL).last()).isTrue();
  }

  @Test
  void hasAnEnd() {
    assertThatThrownBy(() -> Page.of(List.of(), null)).hasMessage("end");
  }
}
