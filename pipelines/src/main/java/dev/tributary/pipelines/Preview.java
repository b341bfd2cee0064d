package dev.tributary.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.beam.lakeflow.BadValueException;
import dev.tributary.beam.lakeflow.RecordConverter;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.Secrets;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.Field;
import dev.tributary.spec.OnBadRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the first page of tables and shows rows of it. Writes nothing. */
public final class Preview {
  private static final Logger LOG = LoggerFactory.getLogger(Preview.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final String HIDDEN = "***";

  private final int mostRows;

  /**
   * A preview.
   *
   * @param mostRows how many rows of a table are shown, at least one
   */
  public Preview(int mostRows) {
    if (mostRows < 1) {
      throw new IllegalArgumentException("Invalid preview: of " + mostRows + " rows");
    }
    this.mostRows = mostRows;
  }

  /** Shows the tables of a job, one after the other. One that fails does not stop the others. */
  public List<PreviewReport> of(Job job) {
    return job.planned().stream()
        .map(
            table ->
                table instanceof TableJob readable
                    ? preview(readable)
                    : PreviewReport.failed(table.name(), ((UnreadTable) table).error()))
        .toList();
  }

  private PreviewReport preview(TableJob table) {
    try {
      return rows(table, FirstPage.read(table.source()));
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("Table {} cannot be shown", table.name(), e);
      return PreviewReport.failed(table.name(), Failures.describe(e, table.secrets()));
    }
  }

  private PreviewReport rows(TableJob table, FirstPage page) {
    ColumnChoice columns = table.columns();
    var converter = new RecordConverter(columns.loaded(), columns.leftOut());
    var shaper = new RowShaper(columns, "preview");
    var texts = new RecordTexts(columns, table.target().keys());
    List<Field> fields = fields(columns);
    List<ObjectNode> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    page.partition()
        .ifPresent(partition -> notes.add("rows of partition '" + partition + "' alone"));
    for (SourceRecord record : page.records()) {
      if (rows.size() + bad.size() == mostRows) {
        break;
      }
      if (record.kind() == ChangeKind.DELETE) {
        continue;
      }
      try {
        Object[] values = shaper.shape(converter.convert(record), Instant.now());
        rows.add(row(fields, values, table.secrets()));
      } catch (BadValueException e) {
        bad.add(texts.name(record) + " does not fit the table: " + texts.reason(e));
      }
    }
    if (rows.isEmpty() && bad.isEmpty() && !page.last()) {
      notes.add("the first page has no rows, which is all that was read; later ones may have some");
    }
    boolean fails = !bad.isEmpty() && table.onBadRecord() == OnBadRecord.FAIL;
    if (!fails) {
      bad.forEach(text -> notes.add(table.secrets().clean(text) + "; it would be set aside"));
    }
    return new PreviewReport(
        table.name(),
        fields.stream().map(Field::name).toList(),
        first(table),
        rows,
        notes,
        fails ? table.secrets().clean(String.join("; ", bad)) : null);
  }

  private static List<String> first(TableJob table) {
    Set<String> first = new LinkedHashSet<>(table.target().keys());
    first.addAll(table.target().sequenceBy());
    return List.copyOf(first);
  }

  /** The columns of a row, with the types that its values have. */
  private static List<Field> fields(ColumnChoice columns) {
    List<Field> fields = new ArrayList<>();
    for (Field field : columns.loaded().fields()) {
      boolean isHash = columns.hashed().contains(field.name());
      fields.add(isHash ? Field.of(field.name(), Primitive.STRING) : field);
    }
    if (columns.metadata()) {
      fields.add(Field.of(ColumnChoice.RUN_ID, Primitive.STRING));
      fields.add(Field.of(ColumnChoice.EXTRACTED_AT, Primitive.TIMESTAMP));
    }
    return fields;
  }

  private static ObjectNode row(List<Field> fields, Object[] values, Secrets secrets) {
    ObjectNode row = JSON.createObjectNode();
    for (int i = 0; i < values.length; i++) {
      row.set(fields.get(i).name(), value(fields.get(i).type(), values[i], secrets));
    }
    return row;
  }

  /** A source may hold the credentials that it is read with: they are stored, and not shown. */
  private static JsonNode value(DataType type, Object value, Secrets secrets) {
    String json = CanonicalText.json(type, value);
    if (secrets.areIn(json)) {
      return TextNode.valueOf(HIDDEN);
    }
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      // Without the cause, whose message quotes the value.
      throw new IllegalStateException("Cannot show a value of type " + type + " as JSON");
    }
  }
}
