package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;
import java.util.Map;

/** The tables there are. */
final class ZendeskTables {
  private static final String REFERENCE = "https://developer.zendesk.com/api-reference/";

  static final List<ZendeskTable> ALL =
      List.of(
          tickets(),
          users(),
          organizations(),
          ticketComments(),
          list(
              "articles",
              "One row an article of the help center, in its default locale.",
              REFERENCE + "help_center/help-center-api/articles/",
              ListSchema.ARTICLES,
              "/api/v2/help_center/articles"),
          list(
              "brands",
              "One row a brand that is not deleted.",
              REFERENCE + "ticketing/account-configuration/brands/",
              ListSchema.BRANDS,
              "/api/v2/brands"),
          list(
              "groups",
              "One row a group that is not deleted.",
              REFERENCE + "ticketing/groups/groups/",
              ListSchema.GROUPS,
              "/api/v2/groups"),
          list(
              "topics",
              "One row a topic of the community.",
              REFERENCE + "help_center/help-center-api/topics/",
              ListSchema.TOPICS,
              "/api/v2/community/topics"));

  private ZendeskTables() {}

  private static ZendeskTable tickets() {
    return new CursorExport(
        new TableDescription(
            "tickets",
            "One row a ticket that is not deleted.",
            REFERENCE + "ticketing/tickets/tickets/",
            TableOptions.TICKETS,
            TicketSchema.COLUMNS,
            // What the system changes does not move updated_at.
            TableMetadata.cdcWithDeletes("generated_timestamp", "id"),
            TicketSchema.EXCLUDED),
        "tickets",
        "generated_timestamp",
        row -> row.path("status").asText().equals("deleted"));
  }

  private static ZendeskTable users() {
    return new CursorExport(
        new TableDescription(
            "users",
            "One row a user that is not deleted.",
            REFERENCE + "ticketing/users/users/",
            TableOptions.EXPORT,
            PeopleSchema.USERS,
            TableMetadata.cdcWithDeletes("updated_at", "id"),
            PeopleSchema.USERS_EXCLUDED),
        "users",
        "updated_at",
        row -> row.path("active").isBoolean() && !row.path("active").booleanValue());
  }

  private static ZendeskTable organizations() {
    return new TimeExport(
        new TableDescription(
            "organizations",
            "One row an organization.",
            REFERENCE + "ticketing/organizations/organizations/",
            TableOptions.EXPORT,
            PeopleSchema.ORGANIZATIONS,
            TableMetadata.cdcWithDeletes("updated_at", "id"),
            PeopleSchema.ORGANIZATIONS_EXCLUDED),
        "organizations",
        "updated_at",
        Map.of(),
        row -> {
          boolean isDeleted = row.json().hasNonNull("deleted_at");
          row.json().remove(PeopleSchema.ORGANIZATIONS_EXCLUDED.keySet());
          return List.of(
              SourceRecord.of(isDeleted ? ChangeKind.DELETE : ChangeKind.UPSERT, row.json()));
        });
  }

  private static ZendeskTable ticketComments() {
    return new TimeExport(
        new TableDescription(
            "ticket_comments",
            "One row a comment on a ticket, public or private, with its text.",
            REFERENCE + "ticketing/tickets/ticket_comments/",
            TableOptions.TICKETS,
            CommentSchema.COLUMNS,
            TableMetadata.cdc("created_at", "id"),
            CommentSchema.EXCLUDED),
        "ticket_events",
        "timestamp",
        Map.of("include", "comment_events"),
        Comments::of);
  }

  private static ZendeskTable list(
      String name, String summary, String page, StructType columns, String path) {
    return new ListTable(
        new TableDescription(
            name,
            summary,
            page,
            List.of(),
            columns,
            // Brands are sorted by name, articles by hand; of the others it is not documented.
            TableMetadata.snapshot(SnapshotPaging.SHIFTING, "id"),
            Map.of()),
        path,
        name,
        name.equals("brands") ? "is_deleted" : "deleted");
  }

  static List<TableDescription> descriptions() {
    return ALL.stream().map(ZendeskTable::description).toList();
  }

  static List<String> names() {
    return descriptions().stream().map(TableDescription::name).toList();
  }

  static ZendeskTable named(String name) {
    return ALL.stream()
        .filter(table -> table.description().name().equals(name))
        .findFirst()
        .orElseThrow(() -> Names.unknownTable("zendesk", name, names()));
  }
}
