package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.Row;

/** A record's values survive the way through Beam's coder. */
class RowReaderProperties {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /** A type and a value of it as a source would send it. */
  private record Sample(DataType type, JsonNode value) {}

  @Property(tries = 500)
  void recordsAreKeptThroughTheCoderWithoutLoss(@ForAll("samples") List<Sample> samples)
      throws Exception {
    var fields = new ArrayList<Field>();
    ObjectNode json = JSON.objectNode();
    for (int i = 0; i < samples.size(); i++) {
      fields.add(Field.of("c" + i, samples.get(i).type()));
      json.set("c" + i, samples.get(i).value());
    }
    var columns = new StructType(fields);
    var shape = new TableShape(columns, List.of(), null, TableShape.Deletes.NONE, false, null);

    Row row = new RowReader(shape).read(SourceRecord.of(ChangeKind.UPSERT, json));
    Row decoded = CoderUtils.clone(RowCoder.of(shape.schema()), row);

    assertThat(decoded).isEqualTo(row);
    assertThat(write(columns, decoded)).isEqualTo(json);
  }

  private static JsonNode write(DataType type, Object value) {
    if (value == null) {
      return NullNode.instance;
    }
    if (type instanceof StructType struct) {
      ObjectNode object = JSON.objectNode();
      for (Field field : struct.fields()) {
        object.set(field.name(), write(field.type(), ((Row) value).getValue(field.name())));
      }
      return object;
    }
    if (type instanceof ArrayType array) {
      var elements = JSON.arrayNode();
      ((Iterable<?>) value).forEach(each -> elements.add(write(array.element(), each)));
      return elements;
    }
    if (type instanceof MapType map) {
      ObjectNode object = JSON.objectNode();
      ((Map<?, ?>) value)
          .forEach((key, each) -> object.set((String) key, write(map.value(), each)));
      return object;
    }
    if (type instanceof DecimalType) {
      return JSON.textNode(((BigDecimal) value).toPlainString());
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> JSON.booleanNode((Boolean) value);
      case LONG -> JSON.numberNode((Long) value);
      case DOUBLE -> JSON.numberNode((Double) value);
      case STRING -> JSON.textNode((String) value);
      case BINARY -> JSON.textNode(Base64.getEncoder().encodeToString((byte[]) value));
      case DATE, TIMESTAMP -> JSON.textNode(value.toString());
    };
  }

  @Provide
  Arbitrary<List<Sample>> samples() {
    return samples(2).list().ofMinSize(1).ofMaxSize(6);
  }

  private static Arbitrary<Sample> samples(int depth) {
    Arbitrary<Sample> simple =
        Arbitraries.of(Primitive.values())
            .flatMap(
                type -> simple(type).injectNull(0.2).map(value -> new Sample(type, orNull(value))));
    Arbitrary<Sample> flat = Arbitraries.oneOf(simple, decimals());
    return depth == 0 ? flat : Arbitraries.oneOf(flat, nested(depth - 1));
  }

  private static Arbitrary<Sample> nested(int depth) {
    Arbitrary<Sample> inner = samples(depth);
    Arbitrary<Sample> arrays =
        inner.flatMap(
            sample ->
                Arbitraries.of(sample.value(), NullNode.instance)
                    .list()
                    .ofMaxSize(3)
                    .map(
                        values ->
                            new Sample(
                                new ArrayType(sample.type()), JSON.arrayNode().addAll(values))));
    Arbitrary<Sample> maps =
        Combinators.combine(inner, Arbitraries.strings().list().ofMaxSize(3).uniqueElements())
            .as(
                (sample, keys) -> {
                  ObjectNode object = JSON.objectNode();
                  keys.forEach(key -> object.set(key, sample.value()));
                  return new Sample(new MapType(sample.type()), object);
                });
    Arbitrary<Sample> structs =
        Combinators.combine(inner, inner)
            .as(
                (first, second) -> {
                  ObjectNode object = JSON.objectNode();
                  object.set("a", first.value());
                  object.set("b", second.value());
                  return new Sample(
                      new StructType(
                          List.of(Field.of("a", first.type()), Field.of("b", second.type()))),
                      object);
                });
    return Arbitraries.oneOf(arrays, maps, structs);
  }

  private static JsonNode orNull(JsonNode value) {
    return value == null ? NullNode.instance : value;
  }

  private static Arbitrary<Sample> decimals() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 38), Arbitraries.integers().between(0, 38))
        .as((precision, scale) -> new DecimalType(precision, Math.min(precision, scale)))
        .flatMap(
            type ->
                Arbitraries.bigIntegers()
                    .between(
                        BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE).negate(),
                        BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE))
                    .map(digits -> new BigDecimal(digits, type.scale()))
                    .map(value -> new Sample(type, JSON.textNode(value.toPlainString()))));
  }

  private static Arbitrary<JsonNode> simple(Primitive type) {
    return switch (type) {
      case BOOLEAN -> Arbitraries.of(true, false).map(JSON::booleanNode);
      case LONG -> Arbitraries.longs().map(JSON::numberNode);
      case DOUBLE -> Arbitraries.doubles().map(JSON::numberNode);
      case STRING ->
          Arbitraries.oneOf(Arbitraries.strings().ascii(), Arbitraries.of("", "\0", "ß🦄", "null"))
              .map(JSON::textNode);
      case BINARY ->
          Arbitraries.bytes()
              .array(byte[].class)
              .ofMaxSize(9)
              .map(bytes -> JSON.textNode(Base64.getEncoder().encodeToString(bytes)));
      case DATE ->
          Arbitraries.longs()
              .between(FIRST_SECOND / 86_400, LAST_SECOND / 86_400)
              .map(day -> JSON.textNode(LocalDate.ofEpochDay(day).toString()));
      case TIMESTAMP ->
          Combinators.combine(
                  Arbitraries.longs().between(FIRST_SECOND, LAST_SECOND),
                  Arbitraries.integers().between(0, 999_999))
              .as(
                  (second, micro) ->
                      JSON.textNode(Instant.ofEpochSecond(second, micro * 1_000L).toString()));
    };
  }
}
