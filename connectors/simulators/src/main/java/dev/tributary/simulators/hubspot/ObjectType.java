package dev.tributary.simulators.hubspot;

import java.util.List;
import java.util.stream.Stream;

/**
 * A type of objects.
 *
 * @param name in the plural, or in full for one that the account defines
 * @param id as in {@code 0-1}
 * @param properties name, type, name, type …: what its objects have besides what all have
 * @see <a href="https://developers.hubspot.com/docs/guides/crm/using-object-apis">Using object
 *     APIs</a>
 */
record ObjectType(String name, String id, List<String> properties) {
  private static final List<String> CORE = List.of("contacts", "companies", "deals", "tickets");

  static final List<ObjectType> ALL =
      List.of(
          type(
              "contacts",
              "0-1",
              "email",
              "string",
              "firstname",
              "string",
              "lastname",
              "string",
              "phone",
              "phone_number",
              "lifecyclestage",
              "enumeration",
              "hs_email_optout",
              "bool",
              "num_associated_deals",
              "number",
              "closedate",
              "datetime",
              "renewal_date",
              "date"),
          type(
              "companies",
              "0-2",
              "name",
              "string",
              "domain",
              "string",
              "annualrevenue",
              "number",
              "industry",
              "enumeration",
              "is_public",
              "bool",
              "contract_until",
              "date"),
          type(
              "deals",
              "0-3",
              "dealname",
              "string",
              "amount",
              "number",
              "closedate",
              "datetime",
              "dealstage",
              "enumeration",
              "pipeline",
              "enumeration",
              "hs_is_closed_won",
              "bool"),
          type(
              "tickets",
              "0-5",
              "subject",
              "string",
              "content",
              "string",
              "hs_pipeline",
              "enumeration",
              "hs_pipeline_stage",
              "enumeration",
              "hs_ticket_priority",
              "enumeration"),
          activity("emails", "0-49", "hs_email_subject", "string", "hs_email_text", "string"),
          activity("tasks", "0-27", "hs_task_subject", "string", "hs_task_status", "enumeration"),
          activity("notes", "0-46", "hs_note_body", "string"),
          activity("calls", "0-48", "hs_call_title", "string", "hs_call_duration", "number"),
          activity(
              "meetings", "0-47", "hs_meeting_title", "string", "hs_meeting_end_time", "datetime"),
          type(
              "p1234567_machine",
              "2-3456789",
              "serial_number",
              "string",
              "weight",
              "number",
              "in_service",
              "bool",
              "installed_on",
              "date"));

  private static ObjectType type(String name, String id, String... properties) {
    return new ObjectType(name, id, List.of(properties));
  }

  private static ObjectType activity(String name, String id, String... properties) {
    var all = Stream.concat(Stream.of("hs_timestamp", "datetime"), Stream.of(properties));
    return new ObjectType(name, id, all.toList());
  }

  /** Other types have their names with the prefix that marks HubSpot's own. */
  String modified() {
    return name.equals("contacts") ? "lastmodifieddate" : "hs_lastmodifieddate";
  }

  String created() {
    return CORE.contains(name) ? "createdate" : "hs_createdate";
  }

  boolean isCustom() {
    return id.startsWith("2-");
  }

  /** The types with whose objects those of this one are associated. */
  List<String> associated() {
    return isCustom()
        ? List.of("contacts", "companies")
        : CORE.stream().filter(other -> !other.equals(name)).toList();
  }

  /** All properties, as {@link #properties} has them. */
  String[] definitions() {
    return Stream.concat(
            Stream.of(
                "hs_object_id",
                "number",
                created(),
                "datetime",
                modified(),
                "datetime",
                "hs_merged_object_ids",
                "enumeration"),
            properties.stream())
        .toArray(String[]::new);
  }
}
