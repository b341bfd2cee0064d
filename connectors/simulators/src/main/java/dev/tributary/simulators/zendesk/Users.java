package dev.tributary.simulators.zendesk;

import static dev.tributary.simulators.zendesk.Values.HOST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Users. A deleted one stays, no longer {@code active}.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/ticketing/users/users/">Users</a>
 */
final class Users extends Kind {

  @Override
  ObjectNode row(long id, Instant madeAt, Instant time, SplittableRandom random) {
    ObjectNode row =
        Response.object()
            .put("id", id)
            .put("url", HOST + "/api/v2/users/" + id + ".json")
            .put("name", Samples.name(random))
            .put("email", Samples.orNull("user" + id + "@example.com", random))
            .put("created_at", madeAt.toString())
            .put("updated_at", time.toString())
            .put("time_zone", "Copenhagen")
            .put("iana_time_zone", "Europe/Copenhagen")
            .put("phone", Samples.orNull("+4512345678", random))
            .put("shared_phone_number", Samples.orNull(random.nextBoolean(), random))
            .put("locale_id", 1)
            .put("locale", "en-US")
            .put("organization_id", Samples.orNull(Values.reference(random), random))
            .put("role", Samples.pick(List.of("end-user", "agent", "admin"), random))
            .put("role_type", Samples.orNull((long) random.nextInt(5), random))
            .put("verified", random.nextBoolean())
            .put("external_id", Samples.orNull("u-" + id, random))
            .put("alias", Samples.orNull(Samples.name(random), random))
            .put("active", true)
            .put("chat_only", false)
            .put("shared", false)
            .put("shared_agent", false)
            .put("last_login_at", Samples.orNull(time.toString(), random))
            .put("two_factor_auth_enabled", Samples.orNull(false, random))
            .put("signature", Samples.orNull(Samples.text(random), random))
            .put("details", Samples.orNull(Samples.text(random), random))
            .put("notes", Samples.orNull(Samples.text(random), random))
            .put("custom_role_id", Samples.orNull(Values.reference(random), random))
            .put("default_group_id", Samples.orNull(Values.reference(random), random))
            .put("moderator", random.nextBoolean())
            .put("ticket_restriction", Samples.orNull("assigned", random))
            .put("only_private_comments", false)
            .put("restricted_agent", true)
            .put("suspended", random.nextInt(9) == 0)
            .put("report_csv", false)
            .put("remote_photo_url", Samples.orNull(HOST + "/photos/" + id, random));
    row.set("tags", Values.tags(random));
    row.set("photo", Samples.orNull(Values.attachment(id, random), random));
    row.set("user_fields", Values.fields(random));
    return row;
  }

  @Override
  boolean mark(ObjectNode row, Instant time) {
    row.put("active", false).put("updated_at", time.toString());
    return true;
  }

  @Override
  boolean isDeleted(ObjectNode row) {
    return !row.path("active").asBoolean();
  }
}
