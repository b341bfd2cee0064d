package dev.tributary.simulators.zendesk;

import static dev.tributary.simulators.zendesk.Values.HOST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Organizations. What becomes of a deleted one in the export the documentation does not say; here
 * it comes once more, with {@code deleted_at}.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/">Organizations</a>
 */
final class Organizations extends Kind {

  @Override
  ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random) {
    ObjectNode row =
        Response.object()
            .put("id", id)
            .put("url", HOST + "/api/v2/organizations/" + id + ".json")
            .put("name", Samples.sentence(random) + " " + id)
            .put("shared_tickets", random.nextBoolean())
            .put("shared_comments", random.nextBoolean())
            .put("external_id", Samples.orNull("ABC" + id, random))
            .put("created_at", madeAt.toString())
            .put("updated_at", time.toString())
            .put("details", Samples.orNull(Samples.text(random), random))
            .put("notes", Samples.orNull(Samples.text(random), random))
            .put("group_id", Samples.orNull(Values.reference(random), random))
            .putNull("deleted_at");
    row.putArray("domain_names").add("org" + id + ".example");
    row.set("tags", Values.tags(random));
    row.set("organization_fields", Values.fields(random));
    return row;
  }

  @Override
  boolean mark(ObjectNode row, Instant time) {
    row.put("deleted_at", time.toString()).put("updated_at", time.toString());
    return true;
  }

  @Override
  boolean isDeleted(ObjectNode row) {
    return !row.path("deleted_at").isNull();
  }
}
