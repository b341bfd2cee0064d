package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.http.RestResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a list from its first page to its last, by its links: the offset is the link to the next
 * page. Behind the last page there is nothing more to read.
 */
final class SnapshotPages {
  private static final Offset END = Offset.of("end", true);

  private SnapshotPages() {}

  /** How the list is asked for; both are empty if there is no such list. */
  interface Listing {
    Optional<RestResponse> first();

    Optional<RestResponse> behind(String link);
  }

  static Page read(
      GithubApi api, Listing listing, Offset start, Function<ObjectNode, SourceRecord> record) {
    if (start.equals(END)) {
      return Page.last(List.of(), END);
    }
    String link = start.text("next");
    Optional<RestResponse> answer = link == null ? listing.first() : listing.behind(link);
    if (answer.isEmpty()) {
      return Page.last(List.of(), END);
    }
    JsonNode body = answer.get().json();
    List<ObjectNode> rows =
        body instanceof ObjectNode one ? List.of(one) : UpdatedRow.objects(answer.get(), body, "");
    List<SourceRecord> records = rows.stream().map(record).toList();
    return api.next(answer.get())
        .map(
            next -> {
              api.prefetch(next);
              return Page.of(records, Offset.of("next", next));
            })
        .orElseGet(() -> Page.last(records, END));
  }
}
