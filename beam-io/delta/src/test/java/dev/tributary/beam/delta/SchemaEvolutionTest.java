package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.FieldMetadata;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.NullType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import org.junit.jupiter.api.Test;

class SchemaEvolutionTest {
  private static final DataType LONG = new LongType();
  private static final DataType STRING = new StringType();

  @Test
  void newColumnsComeLastAndMissingOnesStay() {
    StructType merged = merge(struct("a", LONG, "b", STRING), struct("c", LONG, "b", STRING));

    assertThat(merged).isEqualTo(struct("a", LONG, "b", STRING, "c", LONG));
  }

  @Test
  void newFieldsAreAddedInStructsArraysAndMaps() {
    DataType before = struct("x", LONG);
    DataType after = struct("x", LONG, "y", STRING);

    assertThat(
            merge(
                struct(
                    "s", before,
                    "a", new ArrayType(before, true),
                    "m", new MapType(STRING, before, true)),
                struct(
                    "s", after,
                    "a", new ArrayType(after, true),
                    "m", new MapType(STRING, after, true))))
        .isEqualTo(
            struct(
                "s", after,
                "a", new ArrayType(after, true),
                "m", new MapType(STRING, after, true)));
  }

  @Test
  void aColumnKeepsItsNullability() {
    var required = new StructType(new StructField[] {new StructField("id", LONG, false)});

    assertThat(merge(required, struct("id", LONG))).isEqualTo(required);
    assertThat(merge(struct("id", LONG), required)).isEqualTo(struct("id", LONG));
  }

  @Test
  void aChangedTypeIsAnErrorThatNamesTheNestedField() {
    assertThatThrownBy(
            () ->
                merge(
                    struct("address", new ArrayType(struct("zip", LONG), true)),
                    struct("address", new ArrayType(struct("zip", STRING), true))))
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot write the column address.element.zip of /t: the table has the type bigint, and"
                + " the data now has string. Run once with --full-refresh to write the table anew,"
                + " or leave the column out.");
    assertThatThrownBy(() -> merge(struct("n", LONG), struct("n", new DoubleType())))
        .hasMessageContaining("the column n of /t")
        .hasMessageContaining("bigint")
        .hasMessageContaining("double");
  }

  @Test
  void aNewColumnThatIsNotNullableIsAnError() {
    assertThatThrownBy(
            () ->
                merge(
                    struct("a", LONG),
                    new StructType(new StructField[] {new StructField("b", LONG, false)})))
        .hasMessage(
            "Cannot write the column b of /t: it is new and NOT NULL, and the rows that are there"
                + " have no value for it. Make the column nullable.");
  }

  @Test
  void namesThatDifferInCaseOnlyAreAnError() {
    assertThatThrownBy(() -> merge(struct("id", LONG), struct("ID", LONG)))
        .hasMessage(
            "Cannot write the column ID of /t: the table has id, and column names that differ in"
                + " case only are the same. Name the column as the table does.");
    assertThatThrownBy(
            () -> SchemaEvolution.create("/t", struct("a", struct("x", LONG, "X", LONG))))
        .hasMessage(
            "Cannot write the column a.X of /t: there is also a.x, and column names are compared"
                + " without case. Leave one of them out.");
  }

  @Test
  void whatParquetCannotStoreIsAnError() {
    assertThatThrownBy(() -> merge(struct("a", LONG), struct("n", new NullType())))
        .hasMessage(
            "Cannot write the column n of /t: nothing is known of its type, and Parquet cannot"
                + " store that. Leave it out.");
    assertThatThrownBy(() -> SchemaEvolution.create("/t", struct("n", struct())))
        .hasMessageContaining("the column n of /t: it has no fields");
    assertThatThrownBy(
            () -> SchemaEvolution.create("/t", struct("n", new ArrayType(new NullType(), true))))
        .hasMessageContaining("the column n.element of /t");
  }

  @Test
  void namesThatDeltaRefusesAreAnErrorAndDotsAreNot() {
    assertThatThrownBy(() -> merge(struct("a", LONG), struct("first name", LONG)))
        .hasMessageStartingWith("Cannot write the column first name of /t: a Delta table without");
    assertThat(SchemaEvolution.create("/t", struct("a.b", LONG))).isEqualTo(struct("a.b", LONG));
  }

  @Test
  void aColumnNeverChangesTheFormOfItsValues() {
    StructType plain = struct("a", STRING);
    var hashed =
        new StructType(
            new StructField[] {
              new StructField(
                  "a",
                  STRING,
                  true,
                  FieldMetadata.builder().putString(DeltaTarget.FORM, "sha-256").build())
            });

    assertThat(merge(hashed, hashed)).isEqualTo(hashed);
    assertThat(DataType.fromJson(hashed.toJson())).isEqualTo(hashed);
    assertThatThrownBy(() -> merge(plain, hashed))
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot write the column a of /t: the table has its values as they are, and the data"
                + " now has them as sha-256. Run once with --full-refresh to write the table anew,"
                + " or leave the column out.");
    assertThatThrownBy(() -> merge(hashed, plain))
        .hasMessageContaining(
            "the table has its values as sha-256, and the data now has them as they are");
  }

  private static StructType merge(StructType existing, StructType wanted) {
    return SchemaEvolution.merge("/t", existing, wanted);
  }

  private static StructType struct(Object... namesAndTypes) {
    var fields = new StructField[namesAndTypes.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          new StructField((String) namesAndTypes[2 * i], (DataType) namesAndTypes[2 * i + 1]);
    }
    return new StructType(fields);
  }
}
