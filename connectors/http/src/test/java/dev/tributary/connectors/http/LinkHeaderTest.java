package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkHeaderTest {
  private static final URI BASE = URI.create("https://api.example.com/v1/things?page=1");

  @Test
  void theLinkOfARelationIsFoundAmongSeveral() {
    String value =
        "<https://api.example.com/v1/things?page=1>; rel=\"prev\","
            + " <https://api.example.com/v1/things?page=3&q=a,b;c>; rel=\"next\"";

    assertThat(find(value, "next")).isEqualTo("https://api.example.com/v1/things?page=3&q=a,b;c");
    assertThat(find(value, "prev")).isEqualTo("https://api.example.com/v1/things?page=1");
    assertThat(find(value, "last")).isNull();
  }

  @Test
  void quotedParametersMayHoldCommasSemicolonsAndQuotes() {
    String value =
        "</a>; title=\"one, <no> ; \\\"link\\\"; rel=next\"; rel=prev , </b> ; REL = Next;x";

    assertThat(find(value, "next")).isEqualTo("https://api.example.com/b");
    assertThat(LinkHeader.parse(value, BASE).get(0).parameters())
        .containsEntry("title", "one, <no> ; \"link\"; rel=next");
  }

  @Test
  void relativeTargetsAreResolved() {
    assertThat(find("<?page=2>; rel=next", "next")).isEqualTo("https://api.example.com/v1/?page=2");
    assertThat(find("<other?page=2>; rel=next", "next"))
        .isEqualTo("https://api.example.com/v1/other?page=2");
  }

  @Test
  void aLinkMayHaveSeveralRelations() {
    assertThat(find("</b>; rel=\"last next\"", "next")).isEqualTo("https://api.example.com/b");
    assertThat(find("</b>; rel=\"nextish\"", "next")).isNull();
  }

  @Test
  void theFirstParameterOfANameCounts() {
    assertThat(find("</b>; rel=prev; rel=next", "next")).isNull();
  }

  @Test
  void severalHeadersAreLookedThrough() {
    assertThat(LinkHeader.find(List.of("</a>; rel=prev", "</b>; rel=next"), BASE, "next"))
        .contains(URI.create("https://api.example.com/b"));
  }

  @Test
  void aMalformedHeaderGivesTheLinksBeforeTheFault() {
    assertThat(LinkHeader.parse("</a>; rel=prev, </b", BASE)).hasSize(1);
    assertThat(LinkHeader.parse("nonsense", BASE)).isEmpty();
    assertThat(LinkHeader.parse("", BASE)).isEmpty();
    assertThat(LinkHeader.parse("<h ttp:>; rel=next", BASE)).isEmpty();
  }

  private static String find(String value, String relation) {
    return LinkHeader.find(List.of(value), BASE, relation).map(URI::toString).orElse(null);
  }
}
