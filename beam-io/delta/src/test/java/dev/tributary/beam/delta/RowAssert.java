package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares rows, and shows them where they differ. */
final class RowAssert {
  private RowAssert() {}

  static void assertSameRows(StructType schema, List<Object[]> actual, List<Object[]> expected) {
    assertThat(actual).as("rows").hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < schema.length(); j++) {
        StructField field = schema.getFields()[j];
        Object got = actual.get(i)[j];
        Object wanted = expected.get(i)[j];
        assertThat(Values.equal(field.getDataType(), got, wanted))
            .as(
                "row %d, column '%s' %s: got %s, wanted %s",
                i, field.getName(), field.getDataType().toJson(), show(got), show(wanted))
            .isTrue();
      }
    }
  }

  static String show(Object value) {
    if (value instanceof Object[] struct) {
      return Stream.of(struct).map(RowAssert::show).collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RowAssert::show).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> show(entry.getKey()) + "=" + show(entry.getValue()))
          .collect(Collectors.joining(", ", "(", ")"));
    }
    return String.valueOf(value);
  }
}
