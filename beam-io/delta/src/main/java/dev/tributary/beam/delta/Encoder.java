package dev.tributary.beam.delta;

import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;

/**
 * Writes the values of one column, nested or not, straight to Parquet's column writers. A tree of
 * these is compiled once from the schema by {@link EncoderCompiler}, so that writing a value looks
 * up no name and no type.
 */
abstract class Encoder {
  /** The column as a person would write it, for messages. */
  final String column;

  /** The definition level of a value that is there. */
  final int definition;

  private final boolean nullable;

  Encoder(Position position) {
    this.column = position.column();
    this.definition = position.definition();
    this.nullable = position.nullable();
  }

  /** Where a column stands in the schema. */
  record Position(String column, int definition, int repetition, boolean nullable) {}

  final void write(Object value, int repetition) {
    if (value != null) {
      writeValue(value, repetition);
    } else if (nullable) {
      writeAbsent(repetition, definition - 1);
    } else {
      throw InvalidRowException.nullValue(column);
    }
  }

  abstract void writeValue(Object value, int repetition);

  /** Records that this column or one around it is null, which the definition level says. */
  abstract void writeAbsent(int repetition, int definitionLevel);

  /** Starts a row group. */
  abstract void bind(ColumnWriteStore store);

  /** A primitive column. */
  abstract static class Leaf extends Encoder {
    private final ColumnDescriptor descriptor;
    ColumnWriter writer;

    Leaf(Position position, ColumnDescriptor descriptor) {
      super(position);
      this.descriptor = descriptor;
    }

    @Override
    final void writeAbsent(int repetition, int definitionLevel) {
      writer.writeNull(repetition, definitionLevel);
    }

    @Override
    final void bind(ColumnWriteStore store) {
      writer = store.getColumnWriter(descriptor);
    }
  }

  static final class Struct extends Encoder {
    private final Encoder[] fields;

    Struct(Position position, Encoder[] fields) {
      super(position);
      this.fields = fields;
    }

    @Override
    void writeValue(Object value, int repetition) {
      Object[] values = (Object[]) value;
      if (values.length != fields.length) {
        throw InvalidRowException.width(column, fields.length, values.length);
      }
      for (int i = 0; i < fields.length; i++) {
        fields[i].write(values[i], repetition);
      }
    }

    @Override
    void writeAbsent(int repetition, int definitionLevel) {
      for (Encoder field : fields) {
        field.writeAbsent(repetition, definitionLevel);
      }
    }

    @Override
    void bind(ColumnWriteStore store) {
      for (Encoder field : fields) {
        field.bind(store);
      }
    }
  }

  /** An array or a map, which counts its nulls because Parquet's statistics cannot tell them. */
  abstract static class Repeated extends Encoder {
    final int elementRepetition;
    private long nulls;

    Repeated(Position position) {
      super(position);
      this.elementRepetition = position.repetition() + 1;
    }

    final long nulls() {
      return nulls;
    }

    @Override
    final void writeAbsent(int repetition, int definitionLevel) {
      nulls++;
      writeNothing(repetition, definitionLevel);
    }

    abstract void writeNothing(int repetition, int definitionLevel);
  }

  static final class Array extends Repeated {
    private final Encoder element;

    Array(Position position, Encoder element) {
      super(position);
      this.element = element;
    }

    @Override
    void writeValue(Object value, int repetition) {
      List<?> values = (List<?>) value;
      if (values.isEmpty()) {
        writeNothing(repetition, definition);
        return;
      }
      int level = repetition;
      for (Object each : values) {
        element.write(each, level);
        level = elementRepetition;
      }
    }

    @Override
    void writeNothing(int repetition, int definitionLevel) {
      element.writeAbsent(repetition, definitionLevel);
    }

    @Override
    void bind(ColumnWriteStore store) {
      element.bind(store);
    }
  }

  static final class Entries extends Repeated {
    private final Encoder key;
    private final Encoder value;

    Entries(Position position, Encoder key, Encoder value) {
      super(position);
      this.key = key;
      this.value = value;
    }

    @Override
    void writeValue(Object values, int repetition) {
      Map<?, ?> map = (Map<?, ?>) values;
      if (map.isEmpty()) {
        writeNothing(repetition, definition);
        return;
      }
      int level = repetition;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        key.write(entry.getKey(), level);
        value.write(entry.getValue(), level);
        level = elementRepetition;
      }
    }

    @Override
    void writeNothing(int repetition, int definitionLevel) {
      key.writeAbsent(repetition, definitionLevel);
      value.writeAbsent(repetition, definitionLevel);
    }

    @Override
    void bind(ColumnWriteStore store) {
      key.bind(store);
      value.bind(store);
    }
  }
}
