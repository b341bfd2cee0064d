package dev.tributary.connectors.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes the comments out of ticket events.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/#incremental-ticket-event-export">Incremental
 *     ticket event export</a>
 */
final class Comments {
  private static final Set<String> TYPES = Set.of("Comment", "VoiceComment");

  private Comments() {}

  static List<SourceRecord> of(ExportedRow event) {
    var comments = new ArrayList<SourceRecord>();
    for (JsonNode child : event.json().path("child_events")) {
      // A child without an id tells that there is a comment, and nothing of it.
      if (child instanceof ObjectNode comment
          && TYPES.contains(comment.path("event_type").asText())
          && comment.path("id").isIntegralNumber()) {
        comments.add(comment(event, comment));
      }
    }
    return comments;
  }

  private static SourceRecord comment(ExportedRow event, ObjectNode comment) {
    comment.set("ticket_id", event.json().path("ticket_id"));
    if (!comment.hasNonNull("author_id")) {
      comment.set("author_id", event.json().path("updater_id"));
    }
    if (!comment.hasNonNull("created_at")) {
      comment.put("created_at", event.time().toString());
    }
    if (!comment.hasNonNull("body")) {
      // Of attachments alone.
      comment.put("body", comment.path("plain_body").asText(""));
    }
    comment.remove(CommentSchema.EXCLUDED.keySet());
    return SourceRecord.upsert(comment);
  }
}
