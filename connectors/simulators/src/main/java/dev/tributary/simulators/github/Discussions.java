package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Rows;
import dev.tributary.simulators.Samples;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Issues, pull requests, comments and reviews of the main repository. Issues have the odd numbers
 * and pull requests the even ones, for GitHub counts them together.
 */
final class Discussions {
  private static final Template ISSUE = Template.load("issue");
  private static final Template PULL_REQUEST = Template.load("pull-request");
  private static final Template COMMENT = Template.load("comment");
  private static final Template REVIEW = Template.load("review");
  private static final Template APP = Template.load("app");
  private static final Template MILESTONE = Template.load("milestone");
  private static final int AUTHORS = 50;
  private static final String URL = Accounts.API + "/repos/octo-org/hello-world";
  private static final String HTML = Accounts.SITE + "/octo-org/hello-world";

  private final Accounts accounts;
  private final ObjectNode repository;
  private final ObjectNode team;
  private final List<ObjectNode> apps;
  private final ObjectNode milestone;

  private final Rows issuesAndPulls = new Rows();

  /** Reviews by the number of their pull request. */
  private final Map<Long, Rows> reviewsOf = new HashMap<>();

  final Kind issues = new Issues();
  final Pulls pulls = new Pulls();
  final Kind comments = new Comments();
  final Kind reviews = new Reviews();

  Discussions(Accounts accounts) {
    this.accounts = accounts;
    Instant origin = Accounts.ORIGIN;
    repository =
        accounts.repository(
            Repositories.MAIN_ID, Repositories.MAIN, origin, origin, new SplittableRandom(1));
    team = accounts.team(2, "The second");
    apps = List.of(app(accounts.user(2)), app(Accounts.enterprise()));
    milestone =
        MILESTONE.fill(
            "url",
            URL,
            "html",
            HTML,
            "user",
            accounts.user(2),
            "created",
            origin.toString(),
            "time",
            origin.toString());
  }

  /** Issues, and pull requests as issues, by number; played together with reviews. */
  Rows issuesAndPulls() {
    issues.ready();
    return issuesAndPulls;
  }

  /** The reviews of a pull request, oldest first, drafts among them. */
  List<ObjectNode> reviewsOf(long number) {
    reviews.ready();
    return reviewsOf.getOrDefault(number, new Rows()).query().list();
  }

  private static ObjectNode app(ObjectNode owner) {
    String origin = Accounts.ORIGIN.toString();
    return APP.fill("owner", owner, "created", origin, "time", origin);
  }

  /** The app through which something was written, if it was through one. */
  private ObjectNode app(SplittableRandom random) {
    int choice = random.nextInt(4);
    return choice < apps.size() ? apps.get(choice) : null;
  }

  private ObjectNode author(SplittableRandom random) {
    return accounts.user(1 + random.nextInt(AUTHORS));
  }

  /** What issues and pull requests have in common. */
  private ObjectNode filled(
      Template template,
      long id,
      long number,
      String path,
      Instant madeAt,
      Instant time,
      SplittableRandom random,
      Object... more) {
    boolean isClosed = random.nextInt(3) == 0;
    boolean isAssigned = random.nextBoolean();
    ObjectNode assignee = isAssigned ? author(random) : null;
    String closed = isClosed ? time.toString() : null;
    Object[] common = {
      "id",
      id,
      "number",
      number,
      "url",
      URL + path + number,
      "html",
      HTML + path + number,
      "repository_url",
      URL,
      "title",
      Samples.sentence(random),
      "body",
      Samples.orNull(Samples.text(random), random),
      "author",
      author(random),
      "assignee",
      assignee,
      "assignees",
      isAssigned ? Accounts.array(assignee) : Response.array(),
      "state",
      isClosed ? "closed" : "open",
      "closed",
      closed,
      "milestone",
      Samples.orNull(milestone, random),
      "lock_reason",
      random.nextInt(9) == 0 ? "spam" : null,
      "label_id",
      208045946L,
      "label_description",
      template == ISSUE ? Samples.orNull("Something is broken", random) : "Something is broken",
      "created",
      madeAt.toString(),
      "time",
      time.toString()
    };
    Object[] all = new Object[common.length + more.length];
    System.arraycopy(common, 0, all, 0, common.length);
    System.arraycopy(more, 0, all, common.length, more.length);
    return template.fill(all);
  }

  private ObjectNode issue(
      long number, String path, Instant madeAt, Instant time, SplittableRandom random) {
    boolean isPinned = random.nextInt(10) == 0;
    ObjectNode pinned =
        isPinned ? comment(7_000_000 + number, number, madeAt, time, random.split()) : null;
    return filled(
        ISSUE,
        1_000_000 + number,
        number,
        path,
        madeAt,
        time,
        random,
        "comments",
        random.nextInt(5),
        "state_reason",
        Samples.orNull("completed", random),
        "closed_by",
        Samples.orNull(author(random), random),
        "app",
        app(random),
        "pinned_comment",
        pinned,
        "issue_field_values",
        fieldValues(random));
  }

  /** A field of its own holds a text, a number, a choice or several. */
  private static ArrayNode fieldValues(SplittableRandom random) {
    ObjectNode field =
        Response.object()
            .put("issue_field_id", 1)
            .put("issue_field_name", "Größe")
            .put("node_id", "IFT_1");
    ObjectNode option = Response.object().put("id", 7).put("name", "groß").put("color", "red");
    return switch (random.nextInt(5)) {
      case 0 -> Accounts.array(field.put("data_type", "text").put("value", "ein \"Text\""));
      case 1 -> Accounts.array(field.put("data_type", "number").put("value", 42));
      case 2 -> {
        field.put("data_type", "single_select").put("value", "groß");
        yield Accounts.array(field.set("single_select_option", option));
      }
      case 3 -> {
        field.put("data_type", "multi_select").put("value", "groß");
        yield Accounts.array(field.set("multi_select_options", Accounts.array(option)));
      }
      default -> Response.array();
    };
  }

  private ObjectNode comment(
      long id, long number, Instant madeAt, Instant time, SplittableRandom random) {
    ObjectNode pin = Response.object().put("pinned_at", time.toString());
    pin.set("pinned_by", accounts.user(1));
    return COMMENT.fill(
        "id",
        id,
        "number",
        number,
        "url",
        URL + "/issues/comments/" + id,
        "html",
        HTML + "/issues/" + number + "#issuecomment-" + id,
        "repository_url",
        URL,
        "body",
        Samples.text(random),
        "author",
        Samples.orNull(author(random), random),
        "app",
        app(random),
        "pin",
        random.nextInt(9) == 0 ? pin : null,
        "minimized",
        random.nextInt(9) == 0 ? Response.object().put("reason", "outdated") : null,
        "created",
        madeAt.toString(),
        "time",
        time.toString());
  }

  private final class Issues extends Kind {
    @Override
    protected void write(long id, Instant madeAt, Instant time, SplittableRandom random) {
      long number = 2 * id - 1;
      ObjectNode row = issue(number, "/issues/", madeAt, time, random);
      rows.put(Long.toString(id), row);
      issuesAndPulls.put(Long.toString(number), row);
    }
  }

  /** Pull requests, each of which is an issue too. */
  final class Pulls extends Kind {
    @Override
    protected void write(long id, Instant madeAt, Instant time, SplittableRandom random) {
      long number = 2 * id;
      ObjectNode autoMerge =
          Response.object()
              .put("merge_method", "squash")
              .put("commit_title", "Änderung")
              .put("commit_message", "");
      autoMerge.set("enabled_by", accounts.user(1));
      ObjectNode row =
          filled(
              PULL_REQUEST,
              2_000_000 + number,
              number,
              "/pulls/",
              madeAt,
              time,
              random.split(),
              "sha",
              Commits.sha("pull", number),
              "base_sha",
              Commits.sha("base", number),
              "merged",
              random.nextBoolean() ? madeAt.toString() : null,
              "draft",
              random.nextBoolean(),
              "owner",
              accounts.owner(),
              "repository",
              repository,
              "team",
              team,
              "auto_merge",
              random.nextInt(4) == 0 ? autoMerge : null);
      rows.put(Long.toString(id), row);
      ObjectNode asIssue = issue(number, "/issues/", madeAt, time, random);
      ObjectNode links = asIssue.put("draft", false).putObject("pull_request");
      links.put("url", URL + "/pulls/" + number).put("html_url", HTML + "/pull/" + number);
      links.put("diff_url", HTML + "/pull/" + number + ".diff");
      links.put("patch_url", HTML + "/pull/" + number + ".patch").putNull("merged_at");
      issuesAndPulls.put(Long.toString(number), asIssue);
    }

    /** A review changes the time of its pull request, never back. */
    void touch(long id, Instant time) {
      ObjectNode row = rows.get(Long.toString(id)).orElseThrow();
      if (Instant.parse(row.get("updated_at").asText()).isBefore(time)) {
        row.put("updated_at", time.toString());
        issuesAndPulls.get(Long.toString(2 * id)).orElseThrow().put("updated_at", time.toString());
      }
    }
  }

  private final class Comments extends Kind {
    @Override
    protected void write(long id, Instant madeAt, Instant time, SplittableRandom random) {
      rows.put(Long.toString(id), comment(3_000_000 + id, 2 * id - 1, madeAt, time, random));
    }
  }

  /** Review n is about the n-th pull request, the first of which are reviewed again. */
  private final class Reviews extends Kind {
    private final Map<Long, Long> pullOf = new HashMap<>();

    @Override
    protected void write(long id, Instant madeAt, Instant time, SplittableRandom random) {
      long pull = pullOf.computeIfAbsent(id, key -> 1 + (key - 1) % pulls.rows.size());
      long number = 2 * pull;
      ObjectNode row = row(id, number, random).put("submitted_at", madeAt.toString());
      rows.put(Long.toString(id), row);
      Rows ofPull = reviewsOf.computeIfAbsent(number, key -> new Rows());
      if (id % 10 == 1) {
        // A draft, which has no time yet and which only its author sees.
        ofPull.put("draft", row(9_000_000 + id, number, random).put("state", "PENDING"));
      }
      ofPull.put(Long.toString(id), row);
      pulls.touch(pull, time);
    }

    private ObjectNode row(long id, long number, SplittableRandom random) {
      ObjectNode row =
          REVIEW.fill(
              "id",
              4_000_000 + id,
              "author",
              Samples.orNull(author(random), random),
              "body",
              Samples.sentence(random),
              "state",
              Samples.pick(List.of("APPROVED", "COMMENTED", "DISMISSED"), random),
              "sha",
              Commits.sha("pull", number),
              "pull",
              URL + "/pulls/" + number,
              "html",
              HTML + "/pull/" + number + "#pullrequestreview-" + id,
              "time",
              "");
      row.remove("submitted_at");
      return row;
    }

    @Override
    ObjectNode column(ObjectNode row) {
      String url = row.get("pull_request_url").asText();
      return super.column(row)
          .put("pull_number", Long.parseLong(url.substring(url.lastIndexOf('/') + 1)));
    }

    @Override
    public String insert(Instant time) {
      // A new one on a new pull request, so that nothing else changes its time.
      long pull = Long.parseLong(pulls.insert(time));
      pullOf.put((long) rows.size() + 1, pull);
      return super.insert(time);
    }
  }
}
