package dev.tributary.beam.delta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * Reads the values of one column, nested or not, straight from Parquet's column readers. A tree of
 * these is compiled once for a file by {@link DecoderCompiler}; which values are there follows from
 * the levels, see "Dremel: Interactive Analysis of Web-Scale Datasets", section 4.
 */
interface Decoder {
  /** Takes the next value, null if it or something around it is absent. */
  Object read();

  /** The leaf whose levels tell whether the next value is there. */
  Leaf first();

  /** Whatever lies below. */
  List<Leaf> leaves();

  /** A column of the file. */
  abstract class Leaf implements Decoder {
    final ColumnDescriptor descriptor;
    private final int present;
    private final Values values;
    ColumnReader column;

    Leaf(ColumnDescriptor descriptor, Values values) {
      this.descriptor = descriptor;
      this.present = descriptor.getMaxDefinitionLevel();
      this.values = values;
    }

    /** Starts a row group. */
    final void bind(PageReadStore pages, ParsedVersion writer) {
      column = new ColumnReaderImpl(descriptor, pages.getPageReader(descriptor), values, writer);
    }

    final int definitionLevel() {
      return column.getCurrentDefinitionLevel();
    }

    final int repetitionLevel() {
      return column.getCurrentRepetitionLevel();
    }

    final boolean isPresent() {
      return column.getCurrentDefinitionLevel() == present;
    }

    @Override
    public final Leaf first() {
      return this;
    }

    @Override
    public final List<Leaf> leaves() {
      return List.of(this);
    }
  }

  /**
   * Receives what a column reader reads, and keeps what it has converted a dictionary's entry to.
   */
  abstract class Values extends PrimitiveConverter {
    Object value;
    private Dictionary dictionary;
    private Object[] decoded;

    @Override
    public final boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public final void setDictionary(Dictionary dictionary) {
      this.dictionary = dictionary;
      this.decoded = new Object[dictionary.getMaxId() + 1];
    }

    @Override
    public final void addValueFromDictionary(int id) {
      Object known = decoded[id];
      if (known == null) {
        decode(dictionary, id);
        decoded[id] = value;
      } else {
        value = known;
      }
    }

    /** Leaves the converted entry in {@link #value}. */
    abstract void decode(Dictionary dictionary, int id);
  }

  /** A column whose values are wanted. */
  final class Primitive extends Leaf {
    private final Values values;

    Primitive(ColumnDescriptor descriptor, Values values) {
      super(descriptor, values);
      this.values = values;
    }

    @Override
    public Object read() {
      if (!isPresent()) {
        column.consume();
        return null;
      }
      column.writeCurrentValueToConverter();
      column.consume();
      return values.value;
    }

    Values values() {
      return values;
    }
  }

  /** Tells only whether a struct is there, of which the file has no wanted field. */
  final class Presence extends Leaf {
    private final int repetition;

    /**
     * @param repetition the struct's level: greater ones belong to the same struct
     */
    Presence(ColumnDescriptor descriptor, Values unused, int repetition) {
      super(descriptor, unused);
      this.repetition = repetition;
    }

    @Override
    public Object read() {
      do {
        column.consume();
      } while (column.getCurrentRepetitionLevel() > repetition);
      return null;
    }
  }

  /** What has levels of its own. */
  abstract class Group implements Decoder {
    private final Leaf first;
    private final Leaf[] leaves;
    private final int definition;

    Group(List<Leaf> leaves, int definition) {
      this.first = leaves.get(0);
      this.leaves = leaves.toArray(new Leaf[0]);
      this.definition = definition;
    }

    @Override
    public final Object read() {
      if (first.definitionLevel() < definition) {
        consume();
        return null;
      }
      return readPresent();
    }

    abstract Object readPresent();

    /** Passes over the one entry that each column has for something absent or empty. */
    final void consume() {
      for (Leaf leaf : leaves) {
        leaf.column.consume();
      }
    }

    @Override
    public final Leaf first() {
      return first;
    }

    @Override
    public final List<Leaf> leaves() {
      return List.of(leaves);
    }
  }

  /** A struct. */
  final class Struct extends Group {
    private final Decoder[] fields;
    private final Leaf presence;

    /**
     * @param fields with null where the file lacks a wanted field
     * @param presence null if any of the fields is there
     */
    Struct(Decoder[] fields, Leaf presence, List<Leaf> leaves, int definition) {
      super(leaves, definition);
      this.fields = fields;
      this.presence = presence;
    }

    @Override
    Object readPresent() {
      Object[] values = new Object[fields.length];
      for (int i = 0; i < fields.length; i++) {
        if (fields[i] != null) {
          values[i] = fields[i].read();
        }
      }
      if (presence != null) {
        presence.read();
      }
      return values;
    }
  }

  /** A list of whatever layout. */
  final class Array extends Group {
    private final Decoder element;
    private final int repeatedDefinition;
    private final int repetition;

    Array(Decoder element, int definition, int repeatedDefinition, int repetition) {
      super(element.leaves(), definition);
      this.element = element;
      this.repeatedDefinition = repeatedDefinition;
      this.repetition = repetition;
    }

    @Override
    Object readPresent() {
      List<Object> values = new ArrayList<>();
      Leaf first = first();
      if (first.definitionLevel() < repeatedDefinition) {
        consume();
        return values;
      }
      do {
        values.add(element.read());
      } while (first.repetitionLevel() == repetition);
      return values;
    }
  }

  /** A map. */
  final class Entries extends Group {
    private final Decoder key;
    private final Decoder value;
    private final int repeatedDefinition;
    private final int repetition;

    Entries(
        Decoder key,
        Decoder value,
        List<Leaf> leaves,
        int definition,
        int repeatedDefinition,
        int repetition) {
      super(leaves, definition);
      this.key = key;
      this.value = value;
      this.repeatedDefinition = repeatedDefinition;
      this.repetition = repetition;
    }

    @Override
    Object readPresent() {
      Map<Object, Object> values = new LinkedHashMap<>();
      Leaf first = first();
      if (first.definitionLevel() < repeatedDefinition) {
        consume();
        return values;
      }
      do {
        Object nextKey = key.read();
        values.put(nextKey, value.read());
      } while (first.repetitionLevel() == repetition);
      return values;
    }
  }
}
