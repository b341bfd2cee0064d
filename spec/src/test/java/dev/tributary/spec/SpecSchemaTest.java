package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpecSchemaTest {
  private static final Path FILE = Path.of("spec.schema.json");

  /** With {@code -Ddocs.update=true} the file is written. */
  @Test
  void theFileSaysWhatTheCodeReads() throws IOException {
    String made = SpecSchema.json().toPrettyString() + "\n";
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(FILE, made);
    }

    assertThat(FILE).as("run this test with -Ddocs.update=true").content().isEqualTo(made);
  }

  @Test
  void itHasTheMembersThatTheReaderTakes() {
    JsonNode schema = SpecSchema.json();
    JsonNode table = schema.at("/properties/objects/items/properties/table");
    List<String> settings = names(table.at("/properties/table_configuration/properties"));

    assertThat(schema.path("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(names(schema.path("properties"))).containsExactly("connection_name", "objects");
    assertThat(names(table.path("properties"))).isEqualTo(TableReader.MEMBERS);
    assertThat(settings).containsAll(SettingsReader.keys()).containsAll(UnsupportedSettings.KEYS);
    assertThat(settings).hasSize(SettingsReader.keys().size() + UnsupportedSettings.KEYS.size());
    assertThat(table.at("/properties/table_configuration").has("additionalProperties"))
        .as("options of the connector are allowed")
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(value = Setting.class)
  void everySettingIsDescribedAndRefersToWhatIsThere(Setting setting) {
    JsonNode schema = SpecSchema.json();
    JsonNode described =
        schema.at(
            "/properties/objects/items/properties/table/properties/table_configuration/properties/"
                + setting.key());

    assertThat(described.path("description").asText()).endsWith(".").isNotBlank();
    for (String reference : described.findValuesAsText("$ref")) {
      assertThat(schema.at(reference.substring(1)).isObject()).as(reference).isTrue();
    }
  }

  @Test
  void itsPatternsTakeWhatTheReaderTakes() {
    JsonNode definitions = SpecSchema.json().path("$defs");
    Pattern duration = pattern(definitions.at("/duration"));
    Pattern columns = pattern(definitions.at("/columns/anyOf/1"));
    Pattern flag = pattern(definitions.at("/flag/anyOf/1"));

    for (String text : List.of("30s", "10 m", "2d", "PT10M", "pt1h")) {
      assertThat(Durations.parse(text)).as(text).isPresent();
      assertThat(duration.matcher(text).find()).as(text).isTrue();
    }
    for (String text : List.of("10", "m", "ten", "10 min")) {
      assertThat(duration.matcher(text).find()).as(text).isFalse();
    }
    for (String text : List.of("id", " [\"a\", \"b\"]", "größe")) {
      assertThat(columns.matcher(text).find()).as(text).isTrue();
    }
    for (String text : List.of("a,b", "", "  ")) {
      assertThat(columns.matcher(text).find()).as(text).isFalse();
    }
    assertThat(flag.matcher("True").find()).isTrue();
    assertThat(flag.matcher("yes").find()).isFalse();
  }

  @Test
  void theCaseOfAWordDoesNotMatter() {
    JsonNode scdType =
        SpecSchema.json()
            .at(
                "/properties/objects/items/properties/table/properties/table_configuration"
                    + "/properties/scd_type/anyOf");

    assertThat(scdType.at("/0/enum"))
        .hasToString("[\"SCD_TYPE_1\",\"SCD_TYPE_2\",\"APPEND_ONLY\",null]");
    assertThat(pattern(scdType.get(1)).matcher("scd_Type_2").find()).isTrue();
    assertThat(pattern(scdType.get(1)).matcher("SCD_TYPE_3").find()).isFalse();
  }

  private static Pattern pattern(JsonNode schema) {
    return Pattern.compile(schema.path("pattern").asText());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
