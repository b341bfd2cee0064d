package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Users, organizations, teams and repositories as GitHub describes them. */
final class Accounts {
  static final String API = "https://api.github.com";
  static final String SITE = "https://github.com";
  static final String ORG = "octo-org";
  static final long ORG_ID = 500;

  /** The user that the token is of. */
  static final long SELF_ID = 1;

  /** When everything that does not change was made. */
  static final Instant ORIGIN = Instant.parse("2024-06-01T08:00:00Z");

  private static final Template USER = Template.load("user");
  private static final Template PRIVATE_USER = Template.load("private-user");
  private static final Template ORGANIZATION = Template.load("organization");
  private static final Template TEAM = Template.load("team");
  private static final Template PARENT = Template.load("parent-team");
  private static final Template REPOSITORY = Template.load("repository");
  private static final Template LISTED = Template.load("repository-listed");

  private final Map<Long, ObjectNode> users = new HashMap<>();
  private final ObjectNode owner =
      USER.fill(
          "id",
          ORG_ID,
          "login",
          ORG,
          "name",
          null,
          "email",
          null,
          "type",
          "Organization",
          "url",
          API + "/orgs/" + ORG,
          "html",
          SITE + "/" + ORG);

  /** The organization as the owner of something. */
  ObjectNode owner() {
    return owner;
  }

  /** A user as others see it; to be shared. */
  ObjectNode user(long id) {
    return users.computeIfAbsent(id, key -> user(key, new SplittableRandom(key)));
  }

  private static ObjectNode user(long id, SplittableRandom random) {
    String login = login(id);
    return USER.fill(
        "id",
        id,
        "login",
        login,
        "name",
        Samples.orNull(Samples.name(random), random),
        "email",
        Samples.orNull(login + "@octo.example", random),
        "type",
        "User",
        "url",
        API + "/users/" + login,
        "html",
        SITE + "/" + login);
  }

  static String login(long id) {
    return "user-" + id;
  }

  /** An enterprise as the owner of an app. */
  static ObjectNode enterprise() {
    return Response.object()
        .put("id", 77)
        .put("node_id", "N_77")
        .put("name", "Octo Enterprise")
        .put("slug", "octo-enterprise")
        .put("description", "Æ 🦊")
        .put("html_url", SITE + "/enterprises/octo-enterprise")
        .put("website_url", "https://octo.example")
        .put("avatar_url", "https://avatars.octo.example/b/77")
        .put("created_at", ORIGIN.toString())
        .put("updated_at", ORIGIN.toString());
  }

  /** The user of the token, as it sees itself. */
  ObjectNode self() {
    String login = login(SELF_ID);
    return PRIVATE_USER.fill(
        "id",
        SELF_ID,
        "login",
        login,
        "name",
        "Zoë Müller",
        "email",
        login + "@octo.example",
        "url",
        API + "/users/" + login,
        "html",
        SITE + "/" + login,
        "description",
        "Æ 🦊",
        "created",
        ORIGIN.toString(),
        "time",
        ORIGIN.toString());
  }

  /** An organization, with all that it tells. */
  ObjectNode organization(long id, String login, String description, Instant time) {
    return ORGANIZATION.fill(
        "id",
        id,
        "login",
        login,
        "name",
        "Octo " + id,
        "email",
        "mail@" + login + ".example",
        "description",
        description,
        "url",
        API + "/orgs/" + login,
        "html",
        SITE + "/" + login,
        "created",
        ORIGIN.toString(),
        "time",
        time.toString());
  }

  /** An organization as lists have it. */
  static ObjectNode listed(ObjectNode organization) {
    ObjectNode listed = Response.object();
    for (String name :
        new String[] {
          "login",
          "id",
          "node_id",
          "url",
          "repos_url",
          "events_url",
          "hooks_url",
          "issues_url",
          "members_url",
          "public_members_url",
          "avatar_url",
          "description"
        }) {
      listed.set(name, organization.get(name));
    }
    return listed;
  }

  /** A team; all but the first are inside the first. */
  ObjectNode team(long id, String description) {
    ObjectNode parent = id == 1 ? null : team(PARENT, 1, "The first", null);
    return team(TEAM, id, description, parent);
  }

  private static ObjectNode team(
      Template template, long id, String description, ObjectNode parent) {
    return template.fill(
        "id",
        id,
        "name",
        "Team " + id,
        "slug",
        "team-" + id,
        "description",
        description,
        "organization_id",
        ORG_ID,
        "parent",
        parent,
        "url",
        API + "/teams/" + id,
        "html",
        SITE + "/orgs/" + ORG + "/teams/team-" + id);
  }

  /** A team as its members see it. */
  ObjectNode ownTeam(ObjectNode team, ObjectNode organization) {
    ObjectNode own = team.deepCopy();
    own.remove("permissions");
    own.remove("access_source");
    own.put("members_count", 3).put("repos_count", 10).put("ldap_dn", "cn=team,dc=octo");
    own.put("created_at", ORIGIN.toString()).put("updated_at", ORIGIN.toString());
    own.set("organization", organization);
    return own;
  }

  /** A repository, as it stands in others' rows. */
  ObjectNode repository(
      long id, String name, Instant created, Instant time, SplittableRandom random) {
    String fullName = ORG + "/" + name;
    return REPOSITORY.fill(
        "id",
        id,
        "name",
        name,
        "full_name",
        fullName,
        "owner",
        owner,
        "description",
        Samples.orNull(Samples.sentence(random), random),
        "language",
        Samples.orNull("Java", random),
        "home",
        Samples.orNull("https://octo.example", random),
        "created",
        created.toString(),
        "time",
        time.toString(),
        "url",
        API + "/repos/" + fullName,
        "html",
        SITE + "/" + fullName);
  }

  /** A repository as lists have it. */
  static ObjectNode listedRepository(ObjectNode repository) {
    ObjectNode listed = repository.deepCopy();
    listed.setAll(LISTED.fill());
    return listed;
  }

  static ArrayNode array(ObjectNode... elements) {
    ArrayNode array = Response.array();
    for (ObjectNode element : elements) {
      array.add(element);
    }
    return array;
  }
}
