package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The commits of the main repository, one on top of the other. Their dates say nothing of their
 * order: one that comes later may be older.
 */
final class Commits extends Kind {
  private static final Template COMMIT = Template.load("commit");
  private static final String URL = Accounts.API + "/repos/octo-org/hello-world";
  private static final String HTML = Accounts.SITE + "/octo-org/hello-world";

  private final Accounts accounts;
  private final long seed;

  /** From the first to the head. */
  private final List<ObjectNode> history = new ArrayList<>();

  Commits(Accounts accounts, long seed) {
    this.accounts = accounts;
    this.seed = seed;
  }

  /** The hash of something. */
  static String sha(String what, long number) {
    try {
      byte[] text = (what + "/" + number).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void write(long id, Instant madeAt, Instant time, SplittableRandom random) {
    String sha = sha("commit " + seed, id);
    ArrayNode parents = Response.array();
    if (!history.isEmpty()) {
      String parent = history.get(history.size() - 1).get("sha").asText();
      parents
          .addObject()
          .put("sha", parent)
          .put("url", URL + "/commits/" + parent)
          .put("html_url", HTML + "/commit/" + parent);
    }
    long author = 1L + random.nextInt(50);
    ObjectNode row =
        COMMIT.fill(
            "sha",
            sha,
            "url",
            URL + "/commits/" + sha,
            "html",
            HTML + "/commit/" + sha,
            "repository_url",
            URL,
            "message",
            Samples.text(random),
            "name",
            Samples.name(random),
            "email",
            "user-" + author + "@octo.example",
            "author",
            Samples.orNull(accounts.user(author), random),
            "parents",
            parents,
            "time",
            time.toString());
    rows.put(Long.toString(id), row);
    history.add(row);
  }

  /** Commits do not change. */
  @Override
  public void update(long id, Instant time, SplittableRandom random) {}

  @Override
  public void update(String id, Instant time) {
    throw new UnsupportedOperationException("commits never change");
  }

  String head() {
    ready();
    return history.isEmpty()
        ? sha("no commit", 0)
        : history.get(history.size() - 1).get("sha").asText();
  }

  boolean isEmpty() {
    ready();
    return history.isEmpty();
  }

  /** What is reachable from a commit, newest first; null if there is no such commit. */
  List<ObjectNode> reachable(String sha) {
    int index = index(sha);
    if (index < 0) {
      return null;
    }
    var reachable = new ArrayList<>(history.subList(0, index + 1));
    Collections.reverse(reachable);
    return reachable;
  }

  /** What is reachable from one commit and not from another, oldest first; null as above. */
  List<ObjectNode> between(String base, String head) {
    int from = index(base);
    int to = index(head);
    return from < 0 || to < 0 ? null : history.subList(Math.min(from, to) + 1, to + 1);
  }

  ObjectNode commit(String sha) {
    return history.get(index(sha));
  }

  private int index(String sha) {
    ready();
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).get("sha").asText().equals(sha)) {
        return i;
      }
    }
    return -1;
  }
}
