package dev.tributary.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.http.RestResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What reading objects and reading deletes have in common: a walk in every run, page by page. */
abstract class Walk {
  private final Instant runStart;

  Walk(Instant runStart) {
    this.runStart = runStart;
  }

  /** What a page holds, and what the next one is behind, if there is one. */
  record Found(RestResponse answer, List<SourceRecord> records, Optional<String> next) {}

  /** Reads the page at a position, which is not at rest. */
  abstract Found find(Position at, Options options);

  Page read(Offset start, Options options) {
    Position at = Position.of(start);
    boolean begins = at.isAtRest();
    if (begins) {
      if (runStart.equals(at.run())) {
        return Page.last(List.of(), start);
      }
      at = begin(at.reached(), options);
    }
    Found found = find(at, options);
    if (begins) {
      at = new Position(at.reached(), at.run(), bound(found.answer()), at.since(), at.after());
    }
    if (found.next().isPresent()) {
      if (found.next().get().equals(at.after())) {
        throw found.answer().unexpected("/paging/next/after does not lead on");
      }
      return Page.of(found.records(), at.behind(found.next().get()).toOffset());
    }
    Offset end = at.end().toOffset();
    // A walk that an older run began has not seen what this run is to see.
    return runStart.equals(at.run())
        ? Page.last(found.records(), end)
        : Page.of(found.records(), end);
  }

  private Position begin(Instant reached, Options options) {
    Instant since = reached == null ? null : reached.minus(options.seconds("lookback_seconds"));
    Instant earliest = options.instant("start_date");
    if (since != null && earliest != null && earliest.isAfter(since)) {
      since = earliest;
    }
    return new Position(reached, runStart, null, since, null);
  }

  /** The begin of the run by HubSpot's clock, in whole seconds, as it tells the time. */
  private Instant bound(RestResponse answer) {
    return runStart.plus(answer.clockSkew()).truncatedTo(ChronoUnit.SECONDS);
  }

  static Instant time(RestResponse answer, ObjectNode object, String member) {
    try {
      return Instant.parse(object.path(member).asText());
    } catch (DateTimeException e) {
      throw answer.unexpected("an object has no time in '" + member + "'");
    }
  }

  /** What the next page is behind, by an answer's own word. */
  static Optional<String> next(JsonNode body) {
    return Optional.ofNullable(body.at("/paging/next/after").asText(null))
        .filter(after -> !after.isEmpty());
  }

  static SourceRecord delete(ObjectNode factory, String id, Instant time) {
    return SourceRecord.delete(
        factory.objectNode().put("id", id).put("updatedAt", time.toString()));
  }
}
