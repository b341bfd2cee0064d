package dev.tributary.beam.delta;

import dev.tributary.beam.delta.Encoder.Position;
import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.Iterator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/**
 * Compiles a schema to encoders, and to the columns whose statistics go to the Delta log. The
 * leaves of both schemas come in the same order, so that one pass over the Delta schema meets
 * Parquet's columns one after the other.
 */
final class EncoderCompiler {
  private final Iterator<ColumnDescriptor> descriptors;
  private final IndexedColumns.Builder indexed;
  private int leaves;

  private EncoderCompiler(MessageType fileSchema, IndexedColumns.Builder indexed) {
    this.descriptors = fileSchema.getColumns().iterator();
    this.indexed = indexed;
  }

  /** What writes rows, and what makes statistics of them. */
  record Compiled(Encoder rows, IndexedColumns indexed) {}

  static Compiled compile(StructType schema, MessageType fileSchema, WriterSettings settings) {
    IndexedColumns.Builder indexed =
        new IndexedColumns.Builder(settings.indexedColumns(), settings.alwaysIndexed());
    EncoderCompiler compiler = new EncoderCompiler(fileSchema, indexed);
    Encoder rows = compiler.struct(schema, new Position("", 0, 0, false), true);
    return new Compiled(rows, indexed.build());
  }

  private Encoder compile(DataType type, Position position, boolean index) {
    return switch (TypeKind.of(type)) {
      case STRUCT -> struct((StructType) type, position, index);
      case ARRAY -> array((ArrayType) type, position, index);
      case MAP -> map((MapType) type, position, index);
      case BOOLEAN -> new LeafEncoders.Booleans(position, leaf(type, index));
      case BYTE ->
          new LeafEncoders.SmallIntegers(
              position, leaf(type, index), Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
      case SHORT ->
          new LeafEncoders.SmallIntegers(
              position, leaf(type, index), Short.MIN_VALUE, Short.MAX_VALUE, "short");
      case INTEGER, DATE -> new LeafEncoders.Integers(position, leaf(type, index));
      case LONG, TIMESTAMP -> new LeafEncoders.Longs(position, leaf(type, index));
      case FLOAT -> new LeafEncoders.Floats(position, leaf(type, index));
      case DOUBLE -> new LeafEncoders.Doubles(position, leaf(type, index));
      case STRING -> new LeafEncoders.Strings(position, leaf(type, index));
      case BINARY -> new LeafEncoders.Binaries(position, leaf(type, index));
      case DECIMAL -> new LeafEncoders.Decimals(position, leaf(type, index), (DecimalType) type);
    };
  }

  private Encoder struct(StructType struct, Position position, boolean index) {
    StructField[] fields = struct.getFields();
    Encoder[] encoders = new Encoder[fields.length];
    for (int i = 0; i < fields.length; i++) {
      StructField field = fields[i];
      if (index) {
        indexed.enter(field.getName());
      }
      Position inner = inner(position, field.getName(), field.isNullable(), 0);
      encoders[i] = compile(field.getDataType(), inner, index);
      if (index) {
        indexed.leave();
      }
    }
    return new Encoder.Struct(position, encoders);
  }

  private Encoder array(ArrayType array, Position position, boolean index) {
    Position inner = inner(position, "element", array.containsNull(), 1);
    Encoder element = compile(array.getElementType(), inner, false);
    return repeated(new Encoder.Array(position, element), index);
  }

  private Encoder map(MapType map, Position position, boolean index) {
    Encoder key = compile(map.getKeyType(), inner(position, "key", false, 1), false);
    Encoder value =
        compile(map.getValueType(), inner(position, "value", map.valueContainsNull(), 1), false);
    return repeated(new Encoder.Entries(position, key, value), index);
  }

  private Encoder repeated(Encoder.Repeated encoder, boolean index) {
    if (index) {
      indexed.addRepeated(encoder);
    }
    return encoder;
  }

  /**
   * The next column of the file; its statistics are for the log unless it lies in a list or map.
   */
  private ColumnDescriptor leaf(DataType type, boolean index) {
    if (index) {
      indexed.addLeaf(leaves, type);
    }
    leaves++;
    return descriptors.next();
  }

  private static Position inner(Position outer, String name, boolean nullable, int repeated) {
    return new Position(
        ParquetSchemas.join(outer.column(), name),
        outer.definition() + repeated + (nullable ? 1 : 0),
        outer.repetition() + repeated,
        nullable);
  }
}
