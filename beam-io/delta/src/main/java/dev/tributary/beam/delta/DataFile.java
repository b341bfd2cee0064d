package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.node.TextNode;
import io.delta.standalone.actions.AddFile;
import java.io.Serializable;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * A data file of a table, as the log describes it. Delta's own actions cannot be sent between
 * workers, and an action read from the log must never be written to it again: it would be taken for
 * a rearrangement, and its statistics would break the log.
 *
 * @param path relative to the table's root, not URL-encoded; absolute for a file outside the table
 * @param size bytes
 * @param modificationTime milliseconds since 1970
 * @param partitionValues by column; empty in a table that is not partitioned
 * @param stats the statistics, a JSON object, or null where there are none
 * @param tags may be empty
 */
record DataFile(
    String path,
    long size,
    long modificationTime,
    Map<String, String> partitionValues,
    String stats,
    Map<String, String> tags)
    implements Serializable {

  DataFile {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("Invalid data file: its path is empty");
    }
    if (size < 0) {
      throw new IllegalArgumentException("Invalid size of " + path + ": " + size);
    }
    // Not Map.copyOf: a partition value may be null.
    partitionValues = Collections.unmodifiableMap(new LinkedHashMap<>(partitionValues));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** A file of a table that is not partitioned, without tags. */
  static DataFile of(String path, long size, long modificationTime, String stats) {
    return new DataFile(path, size, modificationTime, Map.of(), stats, Map.of());
  }

  static DataFile of(AddFile add) {
    return new DataFile(
        decode(add.getPath()),
        add.getSize(),
        add.getModificationTime(),
        add.getPartitionValues() == null ? Map.of() : add.getPartitionValues(),
        add.getStats(),
        add.getTags() == null ? Map.of() : add.getTags());
  }

  /** The action that adds the file with rows that are new or changed. */
  AddFile toAdd() {
    return toAdd(true);
  }

  /** The action that adds the file with rows that other files of the table held before. */
  AddFile toRearrangement() {
    return toAdd(false);
  }

  private AddFile toAdd(boolean isDataChange) {
    return AddFile.builder(
            new Path(path).toUri().toString(),
            partitionValues,
            size,
            modificationTime,
            isDataChange)
        // Delta Standalone writes this text into the log as it is, where a JSON string belongs.
        .stats(stats == null ? null : TextNode.valueOf(stats).toString())
        .tags(tags.isEmpty() ? null : tags)
        .build();
  }

  /** A path of the log, which is a URI (PROTOCOL.md, "Add File and Remove File"), as a path. */
  static String decode(String logPath) {
    return new Path(URI.create(logPath)).toString();
  }
}
