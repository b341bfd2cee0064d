package dev.tributary.connectors.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTypeTest {

  @Test
  void typesAreValues() {
    assertThat(schema()).isEqualTo(schema()).hasSameHashCodeAs(schema());
    assertThat(new DecimalType(10, 2)).isNotEqualTo(new DecimalType(10, 3));
    assertThat(new StructType(List.of(Field.of("a", Primitive.LONG))))
        .isNotEqualTo(new StructType(List.of(Field.required("a", Primitive.LONG))));
  }

  @Test
  void typesAreWrittenAsSqlDoes() {
    assertThat(schema())
        .hasToString(
            "struct<id:long,amounts:array<decimal(38,18)>,labels:map<string,string>,"
                + "at:struct<day:date,time:timestamp>>");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "39, 0", "10, 11", "10, -1"})
  void decimalsOfNoSuchSizeAreRefused(int precision, int scale) {
    assertThatThrownBy(() -> new DecimalType(precision, scale))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid decimal type: precision %d, scale %d", precision, scale);
  }

  @Test
  void twoNamesThatDifferInCaseAreRefused() {
    assertThatThrownBy(
            () ->
                new StructType(
                    List.of(Field.of("id", Primitive.LONG), Field.of("ID", Primitive.STRING))))
        .hasMessage("Invalid struct: two fields are named 'ID' (names compare without case)");
  }

  @Test
  void fieldsAreFoundByTheirExactName() {
    assertThat(schema().field("id")).isEqualTo(Field.required("id", Primitive.LONG));
    assertThat(schema().field("ID")).isNull();
    assertThat(schema().names()).containsExactly("id", "amounts", "labels", "at");
  }

  @Test
  void aStructKeepsItsFieldsFromLaterChanges() {
    var fields = new ArrayList<>(List.of(Field.of("id", Primitive.LONG)));
    var struct = new StructType(fields);
    fields.clear();
    assertThat(struct.names()).containsExactly("id");
  }

  @Test
  void fieldsHaveANameAndAType() {
    assertThatThrownBy(() -> Field.of("", Primitive.LONG)).hasMessage("Invalid field name: ''");
    assertThatThrownBy(() -> Field.of("id", null)).hasMessage("type");
  }

  private static StructType schema() {
    return new StructType(
        List.of(
            Field.required("id", Primitive.LONG),
            Field.of("amounts", new ArrayType(new DecimalType(38, 18))),
            Field.of("labels", new MapType(Primitive.STRING)),
            Field.of(
                "at",
                new StructType(
                    List.of(
                        Field.of("day", Primitive.DATE), Field.of("time", Primitive.TIMESTAMP))))));
  }
}
