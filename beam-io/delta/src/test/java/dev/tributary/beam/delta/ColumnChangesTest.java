package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.FieldMetadata;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import org.junit.jupiter.api.Test;

class ColumnChangesTest {
  private static final StructType ID = struct(new StructField("id", new LongType()));

  @Test
  void schemasThatAreEqualChangeNothing() {
    assertThat(ColumnChanges.between(ID, ID)).isEqualTo(ColumnChanges.NONE);
  }

  @Test
  void columnsThatComeAndGoAreNamedOnceAndNotByTheirFields() {
    StructType after = struct(new StructField("owner", ID));

    assertThat(ColumnChanges.between(ID, after).added()).containsExactly("owner");
    assertThat(ColumnChanges.between(ID, after).dropped()).containsExactly("id");
    assertThat(ColumnChanges.between(ID, after).changed()).isEmpty();
  }

  @Test
  void fieldsInsideOfListsAndMapsAreNamedByTheirPaths() {
    StructType before =
        struct(
            new StructField("items", new ArrayType(ID, true)),
            new StructField("owners", new MapType(new StringType(), ID, true)));
    StructType wider =
        struct(new StructField("id", new LongType()), new StructField("sku", new StringType()));
    StructType after =
        struct(
            new StructField("items", new ArrayType(wider, true)),
            new StructField("owners", new MapType(new StringType(), wider, true)));

    assertThat(ColumnChanges.between(before, after).added())
        .containsExactly("items.element.sku", "owners.value.sku");
    assertThat(ColumnChanges.between(after, before).dropped())
        .containsExactly("items.element.sku", "owners.value.sku");
  }

  @Test
  void anotherTypeIsAChangeAlsoWhereAStructBecomesAText() {
    StructType texts = struct(new StructField("id", new StringType()));
    StructType structs = struct(new StructField("id", ID));

    assertThat(ColumnChanges.between(ID, texts).changed()).containsExactly("id");
    assertThat(ColumnChanges.between(structs, texts).changed()).containsExactly("id");
    assertThat(ColumnChanges.between(structs, texts).dropped()).isEmpty();
  }

  @Test
  void aHashIsAChangeThoughTheTypeStays() {
    StructType plain = struct(new StructField("email", new StringType(), true));
    StructType hashed =
        struct(
            new StructField(
                "email",
                new StringType(),
                true,
                FieldMetadata.builder().putString(DeltaTarget.FORM, "sha-256").build()));

    assertThat(ColumnChanges.between(plain, hashed).changed()).containsExactly("email");
  }

  private static StructType struct(StructField... fields) {
    return new StructType(fields);
  }
}
