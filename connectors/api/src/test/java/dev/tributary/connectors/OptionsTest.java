package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.Option.Type;
import dev.tributary.connectors.Options.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final List<Option> DECLARED =
      List.of(
          Option.of("owner", Type.STRING, "Whose.").asRequired().asSourceIdentity(),
          Option.of("token", Type.STRING, "Opens the door.").asSecret(),
          Option.of("per_page", Type.INTEGER, "Rows.").withDefault("100").withRange(1, 500),
          Option.of("most", Type.INTEGER, "At most.").asPositive(),
          Option.of("archived", Type.BOOLEAN, "Old ones too."),
          Option.of("start_date", Type.INSTANT, "From when."),
          Option.of("repo", Type.LIST, "Which.").asSourceIdentity(),
          Option.of("base_url", Type.URL, "Where."),
          Option.of("state", Type.STRING, "In which state.").withChoices("open", "closed"));

  @Test
  void valuesAreReadByTheirTypes() {
    Options options =
        check(
                "{'owner':'acme','token':'s3cr3t','per_page':7,'archived':true,"
                    + "'start_date':'2025-01-31','repo':['a','b'],"
                    + "'base_url':'https://example.com/api','state':'open'}")
            .orThrow();
    assertThat(options.string("owner")).isEqualTo("acme");
    assertThat(options.integer("per_page", 1)).isEqualTo(7);
    assertThat(options.bool("archived")).isTrue();
    assertThat(options.instant("start_date")).isEqualTo(Instant.parse("2025-01-31T00:00:00Z"));
    assertThat(options.list("repo")).containsExactly("a", "b");
    assertThat(options.url("base_url")).isEqualTo(URI.create("https://example.com/api"));
    assertThat(options.has("state")).isTrue();
  }

  @Test
  void numbersAndBooleansMayBeStringsAndAListOneString() {
    Options options =
        check("{'owner':'acme','per_page':'7','archived':'TRUE','repo':'a'}").orThrow();
    assertThat(options.integer("per_page", 1)).isEqualTo(7);
    assertThat(options.bool("archived")).isTrue();
    assertThat(options.list("repo")).containsExactly("a");
  }

  @Test
  void whatIsNotGivenHasItsDefaultOrIsEmpty() {
    Options options = check("{'owner':'acme','state':null}").orThrow();
    assertThat(options.integer("per_page", 1)).isEqualTo(100);
    assertThat(options.has("state")).isFalse();
    assertThat(options.string("state")).isNull();
    assertThat(options.bool("archived")).isFalse();
    assertThat(options.instant("start_date")).isNull();
    assertThat(options.list("repo")).isEmpty();
    assertThat(options.url("base_url")).isNull();
  }

  @Test
  void aNullTakesTheDefaultToo() {
    assertThat(check("{'owner':'acme','per_page':null}").orThrow().integer("per_page", 1))
        .isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "owner | '' | a string, not \"\"",
        "owner | ['a'] | a string, not [\"a\"]",
        "per_page | -1 | an integer of zero or more, not -1",
        "per_page | 1.5 | an integer of zero or more, not 1.5",
        "per_page | 'many' | an integer of zero or more, not \"many\"",
        "per_page | 99999999999999999999 | an integer of zero or more, not 99999999999999999999",
        "per_page | '+5' | an integer of zero or more, not \"+5\"",
        "per_page | '٣' | an integer of zero or more, not \"٣\"",
        "per_page | 0 | from 1 to 500, not 0",
        "per_page | '501' | from 1 to 500, not \"501\"",
        "most | 0 | 1 or more, not 0",
        "archived | 'yes' | true or false, not \"yes\"",
        "archived | 1 | true or false, not 1",
        "start_date | '31.01.2025' | a date like 2025-01-31 or an instant like"
            + " 2025-01-31T12:00:00Z, not \"31.01.2025\"",
        "start_date | '2025-02-30' | a date like 2025-01-31 or an instant like"
            + " 2025-01-31T12:00:00Z, not \"2025-02-30\"",
        "repo | ['a',1] | a string or an array of strings, not [\"a\",1]",
        "repo | {'a':1} | a string or an array of strings, not {\"a\":1}",
        "base_url | 'example.com' | an http or https URL without credentials, not \"example.com\"",
        "base_url | '//example.com' | an http or https URL without credentials, not"
            + " \"//example.com\"",
        "base_url | 'ftp://example.com' | an http or https URL without credentials, not \"ftp://example.com\"",
        "base_url | 'http://a b' | an http or https URL without credentials, not \"http://a b\"",
        "state | 'opened' | one of open, closed, not \"opened\""
      })
  void valuesOfAnotherTypeAreRefused(String option, String value, String expectation) {
    String owner = option.equals("owner") ? "" : "'owner':'acme',";
    assertThat(check("{" + owner + "'" + option + "':" + value + "}").problems())
        .containsExactly(new Problem(option, "Option '" + option + "' must be " + expectation));
  }

  @Test
  void theCaseOfASchemeDoesNotMatter() {
    assertThat(check("{'owner':'acme','base_url':'HTTPS://example.com'}").problems()).isEmpty();
  }

  @Test
  void anAddressWithCredentialsIsRefusedWithoutShowingThem() {
    assertThat(check("{'owner':'acme','base_url':'https://me:s3cr3t@example.com'}").problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .isEqualTo(
                        "Option 'base_url' must be an http or https URL without credentials"));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    var checked = check("{'per_page':'many','stat':'open','token':['s3cr3t']}");
    assertThat(checked.problems())
        .containsExactly(
            new Problem(
                "per_page", "Option 'per_page' must be an integer of zero or more, not \"many\""),
            new Problem("stat", "Unknown option 'stat'. Did you mean 'state'?"),
            new Problem("token", "Option 'token' must be a string"),
            new Problem("owner", "Option 'owner' is required: Whose."));
    assertThatThrownBy(checked::orThrow)
        .isInstanceOf(ConnectorException.class)
        .hasMessageStartingWith("Option 'per_page' must be")
        .hasMessageEndingWith("Whose.")
        .extracting("category")
        .isEqualTo(ConnectorException.Category.CONFIGURATION);
  }

  @Test
  void secretsAreHiddenAndKnown() {
    Options options = check("{'owner':'acme','token':'s3cr3t'}").orThrow();
    assertThat(options.toString()).contains("acme").contains("***").doesNotContain("s3cr3t");
    assertThat(options.secrets()).containsExactly("s3cr3t");
    assertThat(options.sourceIdentity()).containsOnlyKeys("owner");
  }

  @Test
  void oneStringAndAListOfItAreTheSameSource() {
    assertThat(check("{'owner':'acme','repo':'a'}").orThrow().sourceIdentity())
        .isEqualTo(check("{'owner':'acme','repo':['a']}").orThrow().sourceIdentity());
  }

  @Test
  void aDayAndItsFirstInstantAreTheSameSource() {
    List<Option> declared = List.of(Option.of("from", Type.INSTANT, "").asSourceIdentity());
    assertThat(
            Options.check(declared, values("{\"from\":\"2025-01-31\"}")).orThrow().sourceIdentity())
        .isEqualTo(
            Options.check(declared, values("{\"from\":\"2025-01-31T00:00:00Z\"}"))
                .orThrow()
                .sourceIdentity());
  }

  @Test
  void theValuesMakeTheSameOptionsElsewhere() {
    Options options = check("{'owner':'acme','token':'s3cr3t','repo':['a']}").orThrow();
    Options again = Options.check(DECLARED, options.values()).orThrow();
    assertThat(again.values()).isEqualTo(options.values());
    assertThat(again.string("token")).isEqualTo("s3cr3t");
  }

  @Test
  void anOptionIsAskedOnlyAsItIsDeclared() {
    Options options = check("{'owner':'acme'}").orThrow();
    assertThatThrownBy(() -> options.string("ownr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Option 'ownr' is not declared");
    assertThatThrownBy(() -> options.integer("owner", 1))
        .hasMessage("Option 'owner' is not of type INTEGER");
  }

  @Test
  void declarationsThatContradictThemselvesAreRefused() {
    Option option = Option.of("token", Type.STRING, "Opens the door.");
    assertThatThrownBy(() -> Option.of("Per-Page", Type.STRING, ""))
        .hasMessage("Invalid option name: 'Per-Page'");
    assertThatThrownBy(() -> option.asRequired().withDefault("x"))
        .hasMessage("Invalid option 'token': required and with a default");
    assertThatThrownBy(() -> option.asSecret().withDefault("x"))
        .hasMessage(
            "Invalid option 'token': a secret neither identifies a source nor has a default");
    assertThatThrownBy(() -> option.asSourceIdentity().asSecret())
        .hasMessage(
            "Invalid option 'token': a secret neither identifies a source nor has a default");
  }

  @Test
  void aDefaultThatIsNotOfItsTypeIsRefused() {
    assertThatThrownBy(
            () ->
                Options.check(
                    List.of(Option.of("size", Type.INTEGER, "").withDefault("big")), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid default of option 'size': big");
  }

  private static Options.Checked check(String json) {
    return Options.check(DECLARED, values(json.replace('\'', '"')));
  }

  private static Map<String, JsonNode> values(String json) {
    try {
      var values = new LinkedHashMap<String, JsonNode>();
      new ObjectMapper()
          .readTree(json)
          .fields()
          .forEachRemaining(member -> values.put(member.getKey(), member.getValue()));
      return values;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
