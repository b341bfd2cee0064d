package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Converts records to the values of a schema. Made once for a schema, it reads the JSON of a record
 * once and keeps no tree.
 *
 * <p>A record becomes an array with an element a column, in the order of the schema: {@link
 * Boolean}; {@link Long} for long and for timestamp, in microseconds since 1970; {@link Double};
 * {@link java.math.BigDecimal} with the scale of its column; {@link String}; {@code byte[]}; {@link
 * Integer} for date, in days since 1970; {@code Object[]} for struct; {@link java.util.List} for
 * array; {@link Map} for map. What is absent or null is null.
 *
 * <p>No digit is ever lost: a number that a column cannot hold exactly is a bad value, but for
 * double, which holds the closest number. Not safe for concurrent use.
 */
public final class RecordConverter {
  private final StructReader reader;
  private final Map<String, Long> unknownFields = new TreeMap<>();

  public RecordConverter(StructType schema) {
    this(schema, Set.of());
  }

  /**
   * A converter of some columns of a table.
   *
   * @param schema the columns that are wanted
   * @param unwanted fields of records that are known and yet not wanted: they are not looked into,
   *     and not counted as unknown
   */
  public RecordConverter(StructType schema, Set<String> unwanted) {
    this.reader = new StructReader("", schema, unwanted, unknownFields);
  }

  /**
   * The values of a record.
   *
   * @throws BadValueException if a value does not fit its column
   */
  public Object[] convert(SourceRecord record) throws BadValueException {
    try (JsonParser parser = record.parser()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadValueException("", text(record), "a JSON object");
      }
      Object[] values = reader.read(parser);
      if (parser.nextToken() != null) {
        throw new BadValueException("", text(record), "one JSON object alone");
      }
      return values;
    } catch (IOException e) {
      // The record is in memory: whatever cannot be read of it is not JSON.
      throw new BadValueException("", text(record), "JSON");
    }
  }

  private static String text(SourceRecord record) {
    return new String(record.toBytes(), StandardCharsets.UTF_8);
  }

  /**
   * How often each field was met that the schema does not have, by its path, since the last call.
   */
  public Map<String, Long> takeUnknownFields() {
    Map<String, Long> taken = Map.copyOf(unknownFields);
    unknownFields.clear();
    return taken;
  }
}
