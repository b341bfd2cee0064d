package dev.tributary.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
      root.write(record, consumer);
      consumer.endMessage();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a record", e);
    }
  }

  private static List<Type> types(StructType struct) {
    return struct.fields().stream().map(JsonWriteSupport::type).toList();
  }

  private static Type type(Field field) {
    if (field.type() instanceof StructType struct) {
      return Types.optionalGroup()
          .addFields(types(struct).toArray(Type[]::new))
          .named(field.name());
    }
    return switch ((Primitive) field.type()) {
      case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(field.name());
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(field.name());
      case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(field.name());
      case STRING ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(field.name());
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(field.name());
      case BINARY, DATE ->
          throw new IllegalArgumentException("No records here have a " + field.type());
    };
  }

  /** The fields of a struct by their names. */
  private static final class Struct {
    private final List<Field> fields;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<Struct> nested = new ArrayList<>();

    Struct(StructType type) {
      fields = type.fields();
      for (Field field : fields) {
        indexes.put(field.name(), indexes.size());
        nested.add(field.type() instanceof StructType struct ? new Struct(struct) : null);
      }
    }

    void write(JsonParser parser, RecordConsumer consumer) throws IOException {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        int index = indexes.get(name);
        if (parser.nextToken() == JsonToken.VALUE_NULL) {
          continue;
        }
        consumer.startField(name, index);
        if (nested.get(index) != null) {
          consumer.startGroup();
          nested.get(index).write(parser, consumer);
          consumer.endGroup();
        } else {
          writeValue((Primitive) fields.get(index).type(), parser, consumer);
        }
        consumer.endField(name, index);
      }
    }

    private static void writeValue(Primitive type, JsonParser parser, RecordConsumer consumer)
        throws IOException {
      switch (type) {
        case BOOLEAN -> consumer.addBoolean(parser.getBooleanValue());
        case LONG -> consumer.addLong(parser.getLongValue());
        case DOUBLE -> consumer.addDouble(parser.getDoubleValue());
        case STRING ->
            consumer.addBinary(
                Binary.fromConstantByteArray(parser.getText().getBytes(StandardCharsets.UTF_8)));
        case TIMESTAMP -> consumer.addLong(micros(parser.getText()));
        case BINARY, DATE -> throw new IllegalStateException("No records here have a " + type);
      }
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
