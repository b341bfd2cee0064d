package dev.tributary.simulators.zendesk;

import static dev.tributary.simulators.zendesk.Values.HOST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.DemoHistory;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import dev.tributary.simulators.SimulatorParameters;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** All that the simulator knows. */
final class ZendeskData {
  /** Of a help center that has one community. */
  static final long SEGMENT = 12;

  final Tickets tickets = new Tickets();
  final Users users = new Users();
  final Organizations organizations = new Organizations();
  final TicketEvents events = new TicketEvents();
  final Listed articles = new Listed(null, ZendeskData::article);
  final Listed brands = new Listed("is_deleted", ZendeskData::brand);
  final Listed groups = new Listed(null, ZendeskData::group);
  final Listed topics = new Listed(null, ZendeskData::topic);

  /** By the names of the connector's tables. */
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  ZendeskData(SimulatorParameters parameters) {
    kinds.put("tickets", tickets);
    kinds.put("users", users);
    kinds.put("organizations", organizations);
    kinds.put("ticket_comments", events);
    kinds.put("articles", articles);
    kinds.put("brands", brands);
    kinds.put("groups", groups);
    kinds.put("topics", topics);
    DemoHistory.play(parameters, "zendesk", kinds);
  }

  Map<String, Kind> tables() {
    return kinds;
  }

  /** https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/ */
  private static ObjectNode article(
      long id, Instant madeAt, Instant time, SplittableRandom random) {
    String title = Samples.sentence(random);
    ObjectNode row =
        timed("help_center/en-us/articles", id, madeAt, time)
            .put("html_url", HOST + "/hc/en-us/articles/" + id)
            .put("author_id", Values.reference(random))
            .put("comments_disabled", random.nextBoolean())
            .put("draft", random.nextInt(5) == 0)
            .put("promoted", random.nextInt(5) == 0)
            .put("position", random.nextInt(5))
            .put("vote_sum", random.nextInt(100) - 50)
            .put("vote_count", random.nextInt(100))
            .put("section_id", Values.reference(random))
            .put("name", title)
            .put("title", title)
            .put("body", "<p>" + Samples.text(random) + "</p>")
            .put("source_locale", "en-us")
            .put("locale", "en-us")
            .put("outdated", false)
            .put("edited_at", time.toString())
            .put("user_segment_id", Samples.orNull(SEGMENT, random))
            .put("permission_group_id", Values.reference(random));
    row.putArray("user_segment_ids").add(SEGMENT);
    row.putArray("outdated_locales").add("da");
    row.set("label_names", Values.tags(random));
    row.putArray("content_tag_ids").add("01E" + id);
    return row;
  }

  /** https://developer.zendesk.com/api-reference/ticketing/account-configuration/brands/ */
  private static ObjectNode brand(long id, Instant madeAt, Instant time, SplittableRandom random) {
    ObjectNode row =
        timed("brands", id, madeAt, time)
            .put("name", Samples.sentence(random))
            .put("brand_url", HOST + "/" + id)
            .put("subdomain", "brand-" + id)
            .put("host_mapping", Samples.orNull("brand" + id + ".example", random))
            .put("has_help_center", random.nextBoolean())
            .put("help_center_state", Samples.pick(List.of("enabled", "disabled"), random))
            .put("active", random.nextBoolean())
            .put("default", id == 1)
            .put("is_deleted", false)
            .put("signature_template", "{{agent.signature}}");
    row.set("logo", Samples.orNull(Values.attachment(id, random), random));
    row.set("ticket_form_ids", Values.references(random));
    return row;
  }

  /** https://developer.zendesk.com/api-reference/ticketing/groups/groups/ */
  private static ObjectNode group(long id, Instant madeAt, Instant time, SplittableRandom random) {
    return timed("groups", id, madeAt, time)
        .put("name", Samples.sentence(random))
        .put("description", Samples.text(random))
        .put("default", id == 1)
        .put("is_public", random.nextBoolean())
        .put("deleted", false);
  }

  /** https://developer.zendesk.com/api-reference/help_center/help-center-api/topics/ */
  private static ObjectNode topic(long id, Instant madeAt, Instant time, SplittableRandom random) {
    return timed("community/topics", id, madeAt, time)
        .put("html_url", HOST + "/hc/en-us/community/topics/" + id)
        .put("name", Samples.sentence(random))
        .put("description", Samples.orNull(Samples.text(random), random))
        .put("position", random.nextInt(5))
        .put("follower_count", random.nextInt(500))
        .put("manageable_by", Samples.orNull("managers", random))
        .put("user_segment_id", SEGMENT);
  }

  private static ObjectNode timed(String path, long id, Instant madeAt, Instant time) {
    return Response.object()
        .put("id", id)
        .put("url", HOST + "/api/v2/" + path + "/" + id + ".json")
        .put("created_at", madeAt.toString())
        .put("updated_at", time.toString());
  }
}
