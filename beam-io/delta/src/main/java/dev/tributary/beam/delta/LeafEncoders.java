package dev.tributary.beam.delta;

import dev.tributary.beam.delta.Encoder.Leaf;
import dev.tributary.beam.delta.Encoder.Position;
import io.delta.standalone.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** An encoder for each primitive type. */
final class LeafEncoders {
  private LeafEncoders() {}

  static final class Booleans extends Leaf {
    Booleans(Position position, ColumnDescriptor descriptor) {
      super(position, descriptor);
    }

    @Override
    void writeValue(Object value, int repetition) {
      writer.write((boolean) (Boolean) value, repetition, definition);
    }
  }

  /** Bytes and shorts, which Parquet stores as integers. */
  static final class SmallIntegers extends Leaf {
    private final int min;
    private final int max;
    private final String type;

    SmallIntegers(Position position, ColumnDescriptor descriptor, int min, int max, String type) {
      super(position, descriptor);
      this.min = min;
      this.max = max;
      this.type = type;
    }

    @Override
    void writeValue(Object value, int repetition) {
      int number = (Integer) value;
      if (number < min || number > max) {
        throw InvalidRowException.doesNotFit(column, type, value);
      }
      writer.write(number, repetition, definition);
    }
  }

  /** Integers and dates. */
  static final class Integers extends Leaf {
    Integers(Position position, ColumnDescriptor descriptor) {
      super(position, descriptor);
    }

    @Override
    void writeValue(Object value, int repetition) {
      writer.write((int) (Integer) value, repetition, definition);
    }
  }

  /** Longs and timestamps. */
  static final class Longs extends Leaf {
    Longs(Position position, ColumnDescriptor descriptor) {
      super(position, descriptor);
    }

    @Override
    void writeValue(Object value, int repetition) {
      writer.write((long) (Long) value, repetition, definition);
    }
  }

  static final class Floats extends Leaf {
    Floats(Position position, ColumnDescriptor descriptor) {
      super(position, descriptor);
    }

    @Override
    void writeValue(Object value, int repetition) {
      writer.write((float) (Float) value, repetition, definition);
    }
  }

  static final class Doubles extends Leaf {
    Doubles(Position position, ColumnDescriptor descriptor) {
      super(position, descriptor);
    }

    @Override
    void writeValue(Object value, int repetition) {
      writer.write((double) (Double) value, repetition, definition);
    }
  }

  static final class Strings extends Leaf {
    Strings(Position position, ColumnDescriptor descriptor) {
      super(position, descriptor);
    }

    @Override
    void writeValue(Object value, int repetition) {
      Binary binary =
          value instanceof String text
              ? Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8))
              : (Binary) value;
      writer.write(binary, repetition, definition);
    }
  }

  static final class Binaries extends Leaf {
    Binaries(Position position, ColumnDescriptor descriptor) {
      super(position, descriptor);
    }

    @Override
    void writeValue(Object value, int repetition) {
      Binary binary =
          value instanceof byte[] bytes ? Binary.fromConstantByteArray(bytes) : (Binary) value;
      writer.write(binary, repetition, definition);
    }
  }

  static final class Decimals extends Leaf {
    private final DecimalType type;
    private final PrimitiveTypeName physical;
    private final int length;

    Decimals(Position position, ColumnDescriptor descriptor, DecimalType type) {
      super(position, descriptor);
      this.type = type;
      this.physical = descriptor.getPrimitiveType().getPrimitiveTypeName();
      this.length = descriptor.getPrimitiveType().getTypeLength();
    }

    @Override
    void writeValue(Object value, int repetition) {
      BigInteger unscaled = Values.fit((BigDecimal) value, type, column).unscaledValue();
      switch (physical) {
        case INT32 -> writer.write(unscaled.intValue(), repetition, definition);
        case INT64 -> writer.write(unscaled.longValue(), repetition, definition);
        default ->
            writer.write(Binary.fromConstantByteArray(bytes(unscaled)), repetition, definition);
      }
    }

    private byte[] bytes(BigInteger unscaled) {
      byte[] shortest = unscaled.toByteArray();
      if (shortest.length == length) {
        return shortest;
      }
      byte[] padded = new byte[length];
      int padding = length - shortest.length;
      if (unscaled.signum() < 0) {
        Arrays.fill(padded, 0, padding, (byte) -1);
      }
      System.arraycopy(shortest, 0, padded, padding, shortest.length);
      return padded;
    }
  }
}
