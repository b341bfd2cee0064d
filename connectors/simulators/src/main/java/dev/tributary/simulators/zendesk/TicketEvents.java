package dev.tributary.simulators.zendesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Rows;
import dev.tributary.simulators.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Events of tickets, most of which hold a comment among their child events. They never change.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/#incremental-ticket-event-export">Incremental
 *     ticket event export</a>
 */
final class TicketEvents extends Kind {
  static final String COMMENT = "Comment";

  @Override
  ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random) {
    ObjectNode event =
        Response.object()
            .put("id", id)
            .put("ticket_id", Values.reference(random))
            .put("timestamp", time.getEpochSecond())
            .put("created_at", time.toString())
            .put("updater_id", Values.reference(random))
            .put("via", "Web form")
            .put("event_type", "Audit");
    event.putObject("system").put("client", "Mozilla").put("location", "København");
    ArrayNode children = event.putArray("child_events");
    children
        .addObject()
        .put("id", id * 1000)
        .put("via", "Web form")
        .put("event_type", "Change")
        .put("status", "open")
        .put("previous_value", "new");
    ObjectNode comment =
        children
            .addObject()
            .put("id", id * 1000 + 1)
            .put("type", COMMENT)
            .put("author_id", event.path("updater_id").longValue())
            .put("body", Samples.text(random))
            .put("html_body", "<p>" + Samples.sentence(random) + "</p>")
            .put("plain_body", Samples.sentence(random))
            .put("public", random.nextBoolean())
            .put("audit_id", id)
            .put("via_reference_id", Samples.orNull(Values.reference(random), random))
            .put("created_at", time.toString())
            .put("event_type", COMMENT);
    comment.set("via", Values.via(random));
    comment.putObject("metadata").putObject("system").put("client", "Mozilla");
    ArrayNode attachments = comment.putArray("attachments");
    if (random.nextBoolean()) {
      attachments.add(Values.attachment(id, random));
    }
    return event;
  }

  /** The comments, as rows of their own. */
  @Override
  public List<ObjectNode> rows() {
    return comments(rows.query());
  }

  /** The comments of a ticket. */
  List<ObjectNode> of(String ticket) {
    return comments(rows.query().where(event -> event.path("ticket_id").asText().equals(ticket)));
  }

  private static List<ObjectNode> comments(Rows.Query events) {
    var comments = new ArrayList<ObjectNode>();
    for (ObjectNode event : events.list()) {
      event
          .path("child_events")
          .forEach(
              child -> {
                if (child.path("event_type").asText().equals(COMMENT)) {
                  ObjectNode row = child.deepCopy();
                  comments.add(row.put("ticket_id", event.path("ticket_id").longValue()));
                }
              });
    }
    return comments;
  }

  /** An event without the text of its comment, as it comes where that is not asked for. */
  static ObjectNode withoutComments(ObjectNode event) {
    ObjectNode plain = event.deepCopy();
    for (var child : plain.withArray("child_events")) {
      if (child.path("event_type").asText().equals(COMMENT)) {
        boolean isPublic = child.path("public").asBoolean();
        ((ObjectNode) child).removeAll();
        ((ObjectNode) child).put("comment_present", true).put("comment_public", isPublic);
      }
    }
    return plain;
  }

  @Override
  public void update(long id, Instant time, SplittableRandom random) {}

  @Override
  public void delete(long id, Instant time) {}

  /** Never asked for: events are not deleted. */
  @Override
  boolean mark(ObjectNode row, Instant time) {
    return true;
  }

  @Override
  boolean isDeleted(ObjectNode row) {
    return false;
  }
}
