package dev.tributary.simulators.zendesk;

import static dev.tributary.simulators.zendesk.Values.HOST;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tickets. A deleted one stays, with status {@code deleted}, and can be restored.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/">Tickets</a>
 */
final class Tickets extends Kind {
  private static final String STATUS = "status";

  @Override
  ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random) {
    String subject = Samples.sentence(random);
    ObjectNode row =
        Response.object()
            .put("id", id)
            .put("url", HOST + "/api/v2/tickets/" + id + ".json")
            .put("encoded_id", "X" + id + "-Y0")
            .put("external_id", Samples.orNull("ext-" + id, random))
            .put("created_at", madeAt.toString())
            // A system update does not move it.
            .put("updated_at", (random.nextInt(4) == 0 ? madeAt : time).toString())
            .put("generated_timestamp", time.getEpochSecond())
            .put("type", Samples.pick(List.of("problem", "incident", "question", "task"), random))
            .put("subject", subject)
            .put("raw_subject", subject)
            .put("description", Samples.text(random))
            .put("priority", Samples.orNull("high", random))
            .put(STATUS, Samples.pick(List.of("new", "open", "pending", "solved"), random))
            .put("recipient", Samples.orNull("support@example.com", random))
            .put("requester_id", Values.reference(random))
            .put("submitter_id", Values.reference(random))
            .put("assignee_id", Samples.orNull(Values.reference(random), random))
            .put("organization_id", Samples.orNull(Values.reference(random), random))
            .put("group_id", Samples.orNull(Values.reference(random), random))
            .put("forum_topic_id", Samples.orNull(Values.reference(random), random))
            .put("problem_id", Samples.orNull(Values.reference(random), random))
            .put("has_incidents", random.nextBoolean())
            .put("is_public", random.nextBoolean())
            .put("due_at", Samples.orNull(time.plusSeconds(86_400).toString(), random))
            .put("custom_status_id", Values.reference(random))
            .put("ticket_form_id", Values.reference(random))
            .put("brand_id", Values.reference(random))
            .put("allow_channelback", false)
            .put("allow_attachments", true)
            .put("from_messaging_channel", random.nextBoolean());
    for (String list :
        List.of(
            "collaborator_ids",
            "follower_ids",
            "email_cc_ids",
            "sharing_agreement_ids",
            "followup_ids")) {
      row.set(list, Values.references(random));
    }
    row.set("tags", Values.tags(random));
    row.set("via", Values.via(random));
    ArrayNode fields = row.putArray("custom_fields");
    fields.addObject().put("id", 27642).put("value", Samples.sentence(random));
    fields.addObject().put("id", 27643).put("value", random.nextInt(100));
    fields.addObject().put("id", 27644).put("value", random.nextBoolean());
    fields.addObject().put("id", 27645).putNull("value");
    fields.addObject().put("id", 27646).set("value", Values.tags(random));
    ObjectNode rating = row.putObject("satisfaction_rating");
    if (random.nextBoolean()) {
      rating.put("score", "unoffered");
    } else {
      rating
          .put("id", id)
          .put("score", "good")
          .put("comment", Samples.orNull(Samples.sentence(random), random))
          .put("reason", "No reason provided")
          .put("reason_id", 0);
    }
    return row;
  }

  /**
   * https://developer.zendesk.com/documentation/ticketing/managing-tickets/using-the-incremental-export-api/
   */
  @Override
  boolean mark(ObjectNode row, Instant time) {
    row.put(STATUS, "deleted")
        .put("updated_at", time.toString())
        .put("generated_timestamp", time.getEpochSecond());
    return true;
  }

  @Override
  boolean isDeleted(ObjectNode row) {
    return row.path(STATUS).asText().equals("deleted");
  }
}
