package dev.tributary.beam.delta;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainDoubleDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainIntegerDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainLongDictionaryValuesWriter;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;

/**
 * Encodes columns by dictionary, as Parquet does unless told otherwise, but gives a dictionary up
 * early. Parquet judges it at the end of a column's first page, which is half of our row groups;
 * ids and times of change, of which each row has its own, show much sooner what they are.
 */
final class ColumnEncodings implements ValuesWriterFactory {
  /** Of so many values most are distinct if a row group has hardly more than one row of each. */
  private static final int JUDGED_AT = 2_048;

  private static final int MOST_DISTINCT = JUDGED_AT * 9 / 10;

  /** What pages of version 1 call it. */
  @SuppressWarnings("deprecation")
  private static final Encoding DICTIONARY = Encoding.PLAIN_DICTIONARY;

  private final ValuesWriterFactory standard = new DefaultV1ValuesWriterFactory();
  private ParquetProperties properties;

  @Override
  public void initialize(ParquetProperties given) {
    properties = given;
    standard.initialize(given);
  }

  @Override
  public ValuesWriter newValuesWriter(ColumnDescriptor column) {
    ValuesWriter writer = standard.newValuesWriter(column);
    if (!(writer instanceof FallbackValuesWriter<?, ?> fallback)) {
      return writer;
    }
    ValuesWriter plain = fallback.fallBackWriter;
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> FallbackValuesWriter.of(new Texts(properties), plain);
      case INT64 -> FallbackValuesWriter.of(new Longs(properties), plain);
      case INT32 -> FallbackValuesWriter.of(new Integers(properties), plain);
      case DOUBLE -> FallbackValuesWriter.of(new Doubles(properties), plain);
      default -> writer;
    };
  }

  /** Judges a dictionary once, in its column's first page. */
  private static final class Judge {
    private boolean dismissed;

    boolean isFutile(int values, int distinct) {
      if (dismissed || values < JUDGED_AT) {
        return false;
      }
      dismissed = true;
      return distinct > MOST_DISTINCT;
    }

    void dismiss() {
      dismissed = true;
    }
  }

  private static final class Texts extends PlainBinaryDictionaryValuesWriter {
    private final Judge judge = new Judge();

    Texts(ParquetProperties properties) {
      super(
          properties.getDictionaryPageSizeThreshold(),
          DICTIONARY,
          DICTIONARY,
          properties.getAllocator());
    }

    @Override
    public boolean shouldFallBack() {
      return super.shouldFallBack() || judge.isFutile(encodedValues.size(), getDictionarySize());
    }

    @Override
    public void reset() {
      judge.dismiss();
      super.reset();
    }
  }

  private static final class Longs extends PlainLongDictionaryValuesWriter {
    private final Judge judge = new Judge();

    Longs(ParquetProperties properties) {
      super(
          properties.getDictionaryPageSizeThreshold(),
          DICTIONARY,
          DICTIONARY,
          properties.getAllocator());
    }

    @Override
    public boolean shouldFallBack() {
      return super.shouldFallBack() || judge.isFutile(encodedValues.size(), getDictionarySize());
    }

    @Override
    public void reset() {
      judge.dismiss();
      super.reset();
    }
  }

  private static final class Integers extends PlainIntegerDictionaryValuesWriter {
    private final Judge judge = new Judge();

    Integers(ParquetProperties properties) {
      super(
          properties.getDictionaryPageSizeThreshold(),
          DICTIONARY,
          DICTIONARY,
          properties.getAllocator());
    }

    @Override
    public boolean shouldFallBack() {
      return super.shouldFallBack() || judge.isFutile(encodedValues.size(), getDictionarySize());
    }

    @Override
    public void reset() {
      judge.dismiss();
      super.reset();
    }
  }

  private static final class Doubles extends PlainDoubleDictionaryValuesWriter {
    private final Judge judge = new Judge();

    Doubles(ParquetProperties properties) {
      super(
          properties.getDictionaryPageSizeThreshold(),
          DICTIONARY,
          DICTIONARY,
          properties.getAllocator());
    }

    @Override
    public boolean shouldFallBack() {
      return super.shouldFallBack() || judge.isFutile(encodedValues.size(), getDictionarySize());
    }

    @Override
    public void reset() {
      judge.dismiss();
      super.reset();
    }
  }
}
