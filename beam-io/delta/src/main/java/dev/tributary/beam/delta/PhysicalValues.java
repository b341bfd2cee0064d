package dev.tributary.beam.delta;

import dev.tributary.beam.delta.Decoder.Values;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;

/**
 * Conversions from Parquet's physical types. What needs no conversion has a class of its own, so
 * that the usual column is read without a call through an interface.
 */
final class PhysicalValues {
  private PhysicalValues() {}

  static final class Booleans extends Values {
    @Override
    public void addBoolean(boolean bool) {
      value = bool;
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addBoolean(dictionary.decodeToBoolean(id));
    }
  }

  static final class Ints extends Values {
    @Override
    public void addInt(int number) {
      value = number;
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addInt(dictionary.decodeToInt(id));
    }
  }

  static final class ConvertedInts extends Values {
    private final IntFunction<Object> conversion;

    ConvertedInts(IntFunction<Object> conversion) {
      this.conversion = conversion;
    }

    @Override
    public void addInt(int number) {
      value = conversion.apply(number);
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addInt(dictionary.decodeToInt(id));
    }
  }

  static final class Longs extends Values {
    @Override
    public void addLong(long number) {
      value = number;
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addLong(dictionary.decodeToLong(id));
    }
  }

  static final class ConvertedLongs extends Values {
    private final LongFunction<Object> conversion;

    ConvertedLongs(LongFunction<Object> conversion) {
      this.conversion = conversion;
    }

    @Override
    public void addLong(long number) {
      value = conversion.apply(number);
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addLong(dictionary.decodeToLong(id));
    }
  }

  static final class Floats extends Values {
    private final DoubleFunction<Object> conversion;

    /**
     * @param conversion a double holds every float, so that one kind of function does
     */
    Floats(DoubleFunction<Object> conversion) {
      this.conversion = conversion;
    }

    @Override
    public void addFloat(float number) {
      value = conversion.apply(number);
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addFloat(dictionary.decodeToFloat(id));
    }
  }

  static final class Doubles extends Values {
    @Override
    public void addDouble(double number) {
      value = number;
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addDouble(dictionary.decodeToDouble(id));
    }
  }

  /** Copies, for what the page gives is a view that would keep all of the page in memory. */
  static final class Bytes extends Values {
    @Override
    public void addBinary(Binary bytes) {
      value = Binary.fromConstantByteArray(bytes.getBytes());
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addBinary(dictionary.decodeToBinary(id));
    }
  }

  static final class ConvertedBytes extends Values {
    private final Function<byte[], Object> conversion;

    ConvertedBytes(Function<byte[], Object> conversion) {
      this.conversion = conversion;
    }

    @Override
    public void addBinary(Binary bytes) {
      value = conversion.apply(bytes.getBytes());
    }

    @Override
    void decode(Dictionary dictionary, int id) {
      addBinary(dictionary.decodeToBinary(id));
    }
  }

  /** For a column of which only the levels are read. */
  static final class None extends Values {
    @Override
    void decode(Dictionary dictionary, int id) {
      value = null;
    }
  }
}
