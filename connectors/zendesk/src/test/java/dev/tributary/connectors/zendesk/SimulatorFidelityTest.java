package dev.tributary.connectors.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zendesk.client.v2.Zendesk;
import org.zendesk.client.v2.model.Brand;
import org.zendesk.client.v2.model.Comment;
import org.zendesk.client.v2.model.Group;
import org.zendesk.client.v2.model.Organization;
import org.zendesk.client.v2.model.Status;
import org.zendesk.client.v2.model.Ticket;
import org.zendesk.client.v2.model.Topic;
import org.zendesk.client.v2.model.User;
import org.zendesk.client.v2.model.hc.Article;
import org.zendesk.client.v2.model.hc.UserSegment;

/** The simulator as a client sees it that is not ours, and knows nothing of it. */
class SimulatorFidelityTest {
  private static final Date BEGIN = new Date(0);
  private static Account account;
  private static Zendesk client;

  @BeforeAll
  static void start() {
    account = new Account("records=1100&day=2");
    client = new Zendesk.Builder(account.server().url().toString()).setOauthToken("demo").build();
  }

  @AfterAll
  static void stop() {
    client.close();
    account.close();
  }

  @Test
  void anotherClientReadsTheExports() {
    var deleted = new HashSet<Long>();
    var living = new HashSet<Long>();
    for (Ticket ticket : client.getTicketsIncrementally(BEGIN)) {
      (ticket.getStatus() == Status.DELETED ? deleted : living).add(ticket.getId());
    }
    assertThat(living).isEqualTo(ids("tickets"));
    assertThat(deleted).hasSize(11).doesNotContainAnyElementsOf(living);

    var users = new HashSet<Long>();
    for (User user : client.getUsersIncrementally(BEGIN)) {
      if (user.getActive()) {
        users.add(user.getId());
      }
    }
    assertThat(users).isEqualTo(ids("users"));

    var organizations = new HashSet<Long>();
    for (Organization organization : client.getOrganizationsIncrementally(BEGIN)) {
      organizations.add(organization.getId());
    }
    assertThat(organizations).containsAll(ids("organizations")).hasSize(1100 + 11);
  }

  @Test
  void anotherClientReadsTheLists() {
    assertThat(all(client.getArticles(), Article::getId)).isEqualTo(ids("articles"));
    assertThat(all(client.getGroups(), Group::getId)).isEqualTo(ids("groups"));
    assertThat(all(client.getBrands(), Brand::getId)).containsAll(ids("brands"));
    var segment = new UserSegment();
    segment.setId(12L);
    assertThat(all(client.getTopics(segment), Topic::getId)).isEqualTo(ids("topics"));
  }

  @Test
  void anotherClientReadsTheComments() {
    var comments = new HashSet<Long>();
    Set<Long> tickets = new HashSet<>();
    account
        .table("ticket_comments")
        .rows()
        .forEach(row -> tickets.add(row.path("ticket_id").longValue()));
    for (Long ticket : tickets) {
      for (Comment comment : client.getTicketComments(ticket)) {
        assertThat(comment.getBody()).isNotNull();
        comments.add(comment.getId());
      }
    }
    assertThat(comments).isEqualTo(ids("ticket_comments"));
  }

  private static <T> Set<Long> all(Iterable<T> rows, Function<T, Long> id) {
    List<Long> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(id.apply(row)));
    assertThat(ids).doesNotHaveDuplicates();
    return new HashSet<>(ids);
  }

  private static Set<Long> ids(String table) {
    var ids = new HashSet<Long>();
    account.table(table).rows().forEach(row -> ids.add(row.path("id").longValue()));
    return ids;
  }
}
