package dev.tributary.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Writes the object that a parser stands at, token by token. */
final class JsonWriteSupport extends WriteSupport<JsonParser> {
  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  private final StructType schema;
  private final Struct root;
  private RecordConsumer consumer;

  JsonWriteSupport(StructType schema) {
    this.schema = schema;
    this.root = new Struct(schema);
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(new MessageType("record", types(schema)), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(JsonParser record) {
    try {
      consumer.startMessage();
      root.writeFields(record, consumer);
      consumer.endMessage();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a record", e);
    }
  }

  private static List<Type> types(StructType struct) {
    return struct.fields().stream().map(field -> type(field.name(), field.type())).toList();
  }

  private static Type type(String name, DataType type) {
    if (type instanceof StructType struct) {
      return Types.optionalGroup().addFields(types(struct).toArray(Type[]::new)).named(name);
    }
    if (type instanceof ArrayType array) {
      return Types.optionalList().element(type(ELEMENT, array.element())).named(name);
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
      case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case STRING ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
      case BINARY, DATE -> throw new IllegalArgumentException("No records here have a " + type);
    };
  }

  /** Writes the value that a parser stands at, which is not null. */
  private interface Value {
    void write(JsonParser parser, RecordConsumer consumer) throws IOException;
  }

  private static Value value(DataType type) {
    if (type instanceof StructType struct) {
      return new Struct(struct);
    }
    if (type instanceof ArrayType array) {
      return new Elements(value(array.element()));
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> (parser, consumer) -> consumer.addBoolean(parser.getBooleanValue());
      case LONG -> (parser, consumer) -> consumer.addLong(parser.getLongValue());
      case DOUBLE -> (parser, consumer) -> consumer.addDouble(parser.getDoubleValue());
      case STRING ->
          (parser, consumer) ->
              consumer.addBinary(
                  Binary.fromConstantByteArray(parser.getText().getBytes(StandardCharsets.UTF_8)));
      case TIMESTAMP -> (parser, consumer) -> consumer.addLong(micros(parser.getText()));
      case BINARY, DATE -> throw new IllegalArgumentException("No records here have a " + type);
    };
  }

  /** The fields of a struct by their names. */
  private static final class Struct implements Value {
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<Value> values = new ArrayList<>();

    Struct(StructType type) {
      for (Field field : type.fields()) {
        indexes.put(field.name(), indexes.size());
        values.add(value(field.type()));
      }
    }

    @Override
    public void write(JsonParser parser, RecordConsumer consumer) throws IOException {
      consumer.startGroup();
      writeFields(parser, consumer);
      consumer.endGroup();
    }

    void writeFields(JsonParser parser, RecordConsumer consumer) throws IOException {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        int index = indexes.get(name);
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          consumer.startField(name, index);
          values.get(index).write(parser, consumer);
          consumer.endField(name, index);
        }
      }
    }
  }

  /** The elements of a list, in the three levels that Parquet's LogicalTypes.md asks for. */
  private record Elements(Value element) implements Value {
    @Override
    public void write(JsonParser parser, RecordConsumer consumer) throws IOException {
      consumer.startGroup();
      if (parser.nextToken() != JsonToken.END_ARRAY) {
        consumer.startField(LIST, 0);
        do {
          consumer.startGroup();
          if (parser.currentToken() != JsonToken.VALUE_NULL) {
            consumer.startField(ELEMENT, 0);
            element.write(parser, consumer);
            consumer.endField(ELEMENT, 0);
          }
          consumer.endGroup();
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        consumer.endField(LIST, 0);
      }
      consumer.endGroup();
    }
  }

  /** Of a text like 2025-01-31T12:00:00.123456Z; {@code Instant.parse} takes many times as long. */
  static long micros(String text) {
    long days =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    long seconds =
        days * 86_400
            + number(text, 11, 13) * 3600L
            + number(text, 14, 16) * 60L
            + number(text, 17, 19);
    int digits = Math.max(0, text.length() - 21);
    int fraction = digits == 0 ? 0 : number(text, 20, 20 + digits);
    for (int i = digits; i < 6; i++) {
      fraction *= 10;
    }
    return seconds * 1_000_000 + fraction;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}
