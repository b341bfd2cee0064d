package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.Protocol;
import io.delta.standalone.internal.SnapshotImpl;
import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;

/**
 * Refuses the tables that Delta Standalone cannot read or would write wrongly: it knows protocol
 * version (1,2), and of that it leaves the checks of column invariants to its caller.
 */
final class TableGuard {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int READER = 1;
  private static final int WRITER = 2;

  private final TableLayout layout;
  private final TableFiles files;

  TableGuard(TableLayout layout, TableFiles files) {
    this.layout = layout;
    this.files = files;
  }

  /**
   * @throws DeltaTableException if the latest version of the table has a feature that we do not
   *     support; the message names it
   */
  void check(DeltaLog log) throws IOException {
    if (log.snapshot().getVersion() < 0) {
      return;
    }
    // Delta Standalone itself checks the writer's version at a commit only, when all work is done.
    Protocol protocol = ((SnapshotImpl) log.snapshot()).protocol();
    Metadata metadata = log.snapshot().getMetadata();
    if (protocol.getMinReaderVersion() > READER || protocol.getMinWriterVersion() > WRITER) {
      throw newerProtocol(null).orElseGet(() -> refusal(protocolName(protocol)));
    }
    properties(metadata.getConfiguration());
    columns("", metadata.getSchema());
    if (!metadata.getPartitionColumns().isEmpty()) {
      throw refusal(
          "it is partitioned by "
              + String.join(", ", metadata.getPartitionColumns())
              + ", and partitioned tables are not supported yet");
    }
  }

  /**
   * What to tell when Delta Standalone could not open the table: the features of a protocol that is
   * newer than ours, or empty if that is not the reason or cannot be seen.
   */
  Optional<DeltaTableException> newerProtocol(Throwable cause) throws IOException {
    List<FileStatus> commits = new ArrayList<>(files.list(layout.log().versions()));
    commits.removeIf(file -> !file.getPath().getName().matches("\\d{20}\\.json"));
    commits.sort(Collections.reverseOrder());
    for (FileStatus commit : commits) {
      String text = files.read(layout.log().versions() + "/" + commit.getPath().getName());
      for (String line : text.lines().toList()) {
        JsonNode protocol = line.contains("\"protocol\"") ? protocol(line) : null;
        if (protocol != null) {
          return protocol.path("minReaderVersion").asInt() > READER
                  || protocol.path("minWriterVersion").asInt() > WRITER
              ? Optional.of(refusal(features(protocol), cause))
              : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static JsonNode protocol(String line) {
    try {
      return JSON.readTree(line).get("protocol");
    } catch (JsonProcessingException e) {
      // A broken line is not what this method looks for, and Delta itself will report it.
      return null;
    }
  }

  private static String features(JsonNode protocol) {
    int reader = protocol.path("minReaderVersion").asInt();
    int writer = protocol.path("minWriterVersion").asInt();
    var names = new TreeSet<String>();
    protocol.path("readerFeatures").forEach(feature -> names.add(feature.asText()));
    protocol.path("writerFeatures").forEach(feature -> names.add(feature.asText()));
    // Every table with table features lists these two, and we know them.
    names.remove("appendOnly");
    names.remove("invariants");
    if (names.isEmpty()) {
      // What these versions stood for before there were table features (PROTOCOL.md).
      if (writer >= 3 && writer < 7) {
        names.add("checkConstraints");
      }
      if (writer >= 4 && writer < 7) {
        names.add("changeDataFeed");
        names.add("generatedColumns");
      }
      if (reader == 2 || writer == 5 || writer == 6) {
        names.add("columnMapping");
      }
      if (writer == 6) {
        names.add("identityColumns");
      }
    }
    return "its protocol is reader version "
        + reader
        + " and writer version "
        + writer
        + (names.isEmpty() ? "" : " with " + String.join(", ", names));
  }

  private static String protocolName(Protocol protocol) {
    return "its protocol is reader version "
        + protocol.getMinReaderVersion()
        + " and writer version "
        + protocol.getMinWriterVersion();
  }

  private void properties(Map<String, String> properties) {
    properties.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("delta.constraints.")) {
            throw refusal("it has the CHECK constraint " + name + ": " + value);
          }
          if (lower.equals("delta.enablechangedatafeed") && value.equalsIgnoreCase("true")) {
            throw refusal("it has the change data feed (" + name + ")");
          }
          if (lower.equals("delta.enabledeletionvectors") && value.equalsIgnoreCase("true")) {
            throw refusal("it has deletion vectors (" + name + ")");
          }
          if (lower.equals("delta.columnmapping.mode") && !value.equalsIgnoreCase("none")) {
            throw refusal("it has column mapping (" + name + "=" + value + ")");
          }
        });
  }

  private void columns(String path, DataType type) {
    if (type instanceof StructType struct) {
      for (StructField field : struct.getFields()) {
        String column = path + field.getName();
        if (field.getMetadata().contains("delta.invariants")) {
          throw refusal("its column " + column + " has an invariant");
        }
        if (field.getMetadata().contains("delta.generationExpression")) {
          throw refusal("its column " + column + " is a generated column");
        }
        columns(column + ".", field.getDataType());
      }
    } else if (type instanceof ArrayType array) {
      columns(path + "element.", array.getElementType());
    } else if (type instanceof MapType map) {
      columns(path + "key.", map.getKeyType());
      columns(path + "value.", map.getValueType());
    }
  }

  private DeltaTableException refusal(String feature) {
    return refusal(feature, null);
  }

  private DeltaTableException refusal(String feature, Throwable cause) {
    return new DeltaTableException(
        "Cannot use the Delta table "
            + layout.root()
            + ": "
            + feature
            + ". Tributary supports protocol version (1,2). Choose another destination, or drop the"
            + " feature from the table.",
        cause);
  }
}
