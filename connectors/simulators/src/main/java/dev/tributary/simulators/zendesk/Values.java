package dev.tributary.simulators.zendesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import java.util.SplittableRandom;

/** Parts that rows of several kinds have. */
final class Values {
  static final String HOST = "https://demo.zendesk.example";

  private Values() {}

  /** The id of some other row. */
  static long reference(SplittableRandom random) {
    return 360_000_000_000L + random.nextInt(1_000);
  }

  static ArrayNode references(SplittableRandom random) {
    ArrayNode ids = Response.array();
    for (int i = random.nextInt(3); i > 0; i--) {
      ids.add(reference(random));
    }
    return ids;
  }

  static ArrayNode tags(SplittableRandom random) {
    ArrayNode tags = Response.array();
    for (int i = random.nextInt(3); i > 0; i--) {
      tags.add("größe_" + random.nextInt(9));
    }
    return tags;
  }

  /**
   * https://developer.zendesk.com/documentation/ticketing/reference-guides/via-object-reference/
   */
  static ObjectNode via(SplittableRandom random) {
    ObjectNode via = Response.object();
    ObjectNode source = via.put("channel", "email").putObject("source");
    source.putObject("from").put("address", "zoe@example.com").put("name", "Zoë \"Z\" Müller");
    source.putObject("to").put("address", "support@example.com");
    source.put("rel", Samples.orNull("follow_up", random));
    return via;
  }

  /** Values of fields that users define, by key. */
  static ObjectNode fields(SplittableRandom random) {
    return Response.object()
        .put("plan_größe", Samples.sentence(random))
        .put("seats", random.nextInt(100))
        .put("vip", random.nextBoolean())
        .putNull("since");
  }

  /** https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/ */
  static ObjectNode attachment(long id, SplittableRandom random) {
    ObjectNode whole = image(id, "crash größe.png", random);
    whole.putArray("thumbnails").add(image(id + 1, "thumb.png", random));
    return whole;
  }

  private static ObjectNode image(long id, String name, SplittableRandom random) {
    return Response.object()
        .put("url", HOST + "/api/v2/attachments/" + id + ".json")
        .put("id", id)
        .put("file_name", name)
        .put("name", name)
        .put("content_url", HOST + "/attachments/" + id)
        .put("mapped_content_url", HOST + "/attachments/" + id)
        .put("content_type", "image/png")
        .put("size", 100 + random.nextInt(9_000))
        .put("width", 80)
        .put("height", 80)
        .put("inline", false)
        .put("deleted", false)
        .put("malware_access_override", false)
        .put("malware_scan_result", "malware_not_found");
  }
}
