package dev.tributary.beam.delta;

import dev.tributary.beam.delta.Decoder.Leaf;
import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Compiles the decoders that read a file of one schema as rows of another. */
final class DecoderCompiler {
  private final MessageType file;
  private final String name;

  private DecoderCompiler(MessageType file, String name) {
    this.file = file;
    this.name = name;
  }

  /**
   * A column of the file and where it stands.
   *
   * @param path as the file names it
   * @param definition the level of a value that is there
   * @param repetition the level of its next element, if it is repeated
   */
  private record Place(Type type, List<String> path, int definition, int repetition) {
    Place inner(Type field) {
      List<String> inner = new ArrayList<>(path);
      inner.add(field.getName());
      return new Place(
          field,
          inner,
          definition + (field.isRepetition(Repetition.REQUIRED) ? 0 : 1),
          repetition + (field.isRepetition(Repetition.REPEATED) ? 1 : 0));
    }

    boolean isRepeated() {
      return type.isRepetition(Repetition.REPEATED);
    }

    GroupType group() {
      return type.asGroupType();
    }
  }

  /**
   * @param file its schema
   * @param name of the file, for messages
   * @return a decoder for each wanted column, null where the file lacks it
   * @throws IOException if a column cannot be read as the type wanted
   */
  static Decoder[] compile(StructType wanted, MessageType file, String name) throws IOException {
    DecoderCompiler compiler = new DecoderCompiler(file, name);
    return compiler.fields(wanted, new Place(file, List.of(), 0, 0));
  }

  private Decoder[] fields(StructType wanted, Place place) throws IOException {
    StructField[] fields = wanted.getFields();
    Decoder[] decoders = new Decoder[fields.length];
    for (int i = 0; i < fields.length; i++) {
      String field = fields[i].getName();
      if (place.group().containsField(field)) {
        decoders[i] = field(fields[i].getDataType(), place.inner(place.group().getType(field)));
      }
    }
    return decoders;
  }

  private Decoder field(DataType wanted, Place place) throws IOException {
    if (!place.isRepeated()) {
      return value(wanted, place);
    }
    // Repeated, and not in a group that says LIST: a list that is never null.
    if (!(wanted instanceof ArrayType array)) {
      throw unreadable(wanted, place);
    }
    Decoder element = value(array.getElementType(), place);
    return new Decoder.Array(
        element, place.definition() - 1, place.definition(), place.repetition());
  }

  private Decoder value(DataType wanted, Place place) throws IOException {
    return switch (TypeKind.of(wanted)) {
      case STRUCT -> struct((StructType) wanted, place);
      case ARRAY -> array((ArrayType) wanted, place);
      case MAP -> map((MapType) wanted, place);
      default -> primitive(wanted, place);
    };
  }

  private Decoder primitive(DataType wanted, Place place) throws IOException {
    if (!place.type().isPrimitive()) {
      throw unreadable(wanted, place);
    }
    Decoder.Values values = Conversions.of(wanted, place.type().asPrimitiveType());
    if (values == null) {
      throw unreadable(wanted, place);
    }
    return new Decoder.Primitive(descriptor(place), values);
  }

  private Decoder struct(StructType wanted, Place place) throws IOException {
    if (place.type().isPrimitive() || place.type().getLogicalTypeAnnotation() != null) {
      throw unreadable(wanted, place);
    }
    Decoder[] fields = fields(wanted, place);
    List<Leaf> leaves = leaves(fields);
    Leaf presence = null;
    if (leaves.isEmpty()) {
      presence = presence(place);
      leaves.add(presence);
    }
    return new Decoder.Struct(fields, presence, leaves, place.definition());
  }

  private Leaf presence(Place struct) {
    Place place = struct;
    while (!place.type().isPrimitive()) {
      place = place.inner(place.group().getType(0));
    }
    return new Decoder.Presence(descriptor(place), new PhysicalValues.None(), struct.repetition());
  }

  private Decoder array(ArrayType wanted, Place place) throws IOException {
    if (place.type().isPrimitive()
        || !LogicalTypeAnnotation.listType().equals(place.type().getLogicalTypeAnnotation())
        || place.group().getFieldCount() != 1
        || !place.group().getType(0).isRepetition(Repetition.REPEATED)) {
      throw unreadable(wanted, place);
    }
    Place repeated = place.inner(place.group().getType(0));
    Decoder element;
    if (isElement(wanted.getElementType(), repeated.type(), place.type().getName())) {
      element = value(wanted.getElementType(), repeated);
    } else {
      element = field(wanted.getElementType(), repeated.inner(repeated.group().getType(0)));
    }
    return new Decoder.Array(
        element, place.definition(), repeated.definition(), repeated.repetition());
  }

  /**
   * Whether a list is of the old layout of two levels, in which what is repeated is the element
   * (LogicalTypes.md of parquet-format, "Backward-compatibility rules").
   */
  private static boolean isElement(DataType wanted, Type repeated, String list) {
    if (repeated.isPrimitive()) {
      return true;
    }
    GroupType group = repeated.asGroupType();
    if (group.getFieldCount() > 1
        || group.getName().equals("array")
        || group.getName().equals(list + "_tuple")) {
      return true;
    }
    // A struct of one field under a name of the writer's own; "list" and "bag" are never elements.
    return wanted instanceof StructType struct
        && !group.getName().equals("list")
        && !group.getName().equals("bag")
        && struct.length() == 1
        && struct.getFieldNames()[0].equals(group.getFieldName(0));
  }

  private Decoder map(MapType wanted, Place place) throws IOException {
    if (place.type().isPrimitive() || !isMap(place.group())) {
      throw unreadable(wanted, place);
    }
    Place entries = place.inner(place.group().getType(0));
    Decoder key = field(wanted.getKeyType(), entries.inner(entries.group().getType(0)));
    Decoder value = field(wanted.getValueType(), entries.inner(entries.group().getType(1)));
    return new Decoder.Entries(
        key,
        value,
        leaves(key, value),
        place.definition(),
        entries.definition(),
        entries.repetition());
  }

  private static boolean isMap(GroupType group) {
    LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
    boolean annotated =
        LogicalTypeAnnotation.mapType().equals(annotation)
            || LogicalTypeAnnotation.MapKeyValueTypeAnnotation.getInstance().equals(annotation);
    return annotated
        && group.getFieldCount() == 1
        && group.getType(0).isRepetition(Repetition.REPEATED)
        && !group.getType(0).isPrimitive()
        && group.getType(0).asGroupType().getFieldCount() == 2;
  }

  static List<Leaf> leaves(Decoder... decoders) {
    List<Leaf> leaves = new ArrayList<>();
    for (Decoder decoder : decoders) {
      if (decoder != null) {
        leaves.addAll(decoder.leaves());
      }
    }
    return leaves;
  }

  private ColumnDescriptor descriptor(Place place) {
    return file.getColumnDescription(place.path().toArray(new String[0]));
  }

  private IOException unreadable(DataType wanted, Place place) {
    return new IOException(
        "Cannot read "
            + name
            + ": column '"
            + String.join(".", place.path())
            + "' is stored as '"
            + place.type()
            + "', which cannot be read as "
            + TypeKind.name(wanted)
            + " without a risk to its values");
  }
}
